import { error as validatorErrors } from 'express-openapi-validator';
import { ErrorCode } from '../../generated/webhooks.js';
import type { BodyProperties } from '../contract/contract.js';
import { firstAtEachPath } from '../../checks/faultWords.js';
import type { SchemaCheck } from '../../checks/schemaCheck.js';
import { invalidRequest, type ApiError, type CodedFault, type Fault } from '../errors.js';

/**
 * The faults of a body that the validator has refused; null if the error is none of the validator's. The validator decides, and stops at
 * the first fault; `check`, by the same schema, finds the others and has our words for each.
 */
export function faultsOf(error: unknown, body: unknown, check: SchemaCheck | undefined): Fault[] | null {
  if (!(error instanceof validatorErrors.BadRequest)) return null;
  const faults = check?.(body, '/body') ?? [];
  return faults.length > 0 ? faults : error.errors.map(({ path }) => ({ path, message: 'is not valid' }));
}

/**
 * An error with the faults of a request and their places, one at each place. The error code is the one that the contract gives to the parameter at fault
 * (`x-error-code`), or the general one if several are at fault.
 */
export function refusal(faults: CodedFault[], properties: BodyProperties): ApiError {
  const distinct = firstAtEachPath(faults);
  const codes = new Set(distinct.map(({ path, code }) => code ?? codeOf(path, properties)));
  const [code] = codes.size === 1 ? codes : [];
  return invalidRequest(
    distinct.map(({ path, message }) => ({ path, message })),
    code,
  );
}

function codeOf(path: string, properties: BodyProperties): ErrorCode {
  const declared = properties[parameterOf(path)]?.['x-error-code'];
  return Object.values(ErrorCode).find((code) => code === declared) ?? ErrorCode.InvalidRequest;
}

/** `dc_ids` of `/body/dc_ids/1`. */
function parameterOf(path: string): string {
  return /^\/body\/([^/]+)/.exec(path)?.[1] ?? '';
}
