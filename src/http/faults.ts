import { error as validatorErrors } from 'express-openapi-validator';
import { ErrorCode } from '../../generated/webhooks.js';
import type { BodyProperties } from '../contract/contract.js';
import { invalidRequest, type ApiError, type CodedFault, type Fault } from '../errors.js';

/** Enough to mend a request by; a body made of faults alone shall not be answered with a larger one. */
const MAX_FAULTS = 100;

/** The faults that the validator found in a request; null if the error is none of the validator's. */
export function faultsOf(error: unknown, properties: BodyProperties): Fault[] | null {
  if (!(error instanceof validatorErrors.BadRequest)) return null;
  return error.errors.map(({ path, message }) => toFault(path, message, properties));
}

/**
 * An error with every fault of a request and its place, the first one at each place. The error code is the one that the contract gives to the parameter at fault
 * (`x-error-code`), or the general one if several are at fault.
 */
export function refusal(faults: CodedFault[], properties: BodyProperties): ApiError {
  const codes = new Set(faults.map(({ path, code }) => code ?? codeOf(path, properties)));
  const [code] = codes.size === 1 ? codes : [];
  return invalidRequest(deduplicate(faults).slice(0, MAX_FAULTS), code);
}

function toFault(path: string, message: string, properties: BodyProperties): Fault {
  const schema = properties[parameterOf(path)];
  // What is never valid says so in its description; the validator can only say "must NOT be valid".
  if (schema && 'not' in schema && schema.description) return { path, message: schema.description };
  return { path, message };
}

function codeOf(path: string, properties: BodyProperties): ErrorCode {
  const declared = properties[parameterOf(path)]?.['x-error-code'];
  return Object.values(ErrorCode).find((code) => code === declared) ?? ErrorCode.InvalidRequest;
}

/** `dc_ids` of `/body/dc_ids/1`. */
function parameterOf(path: string): string {
  return /^\/body\/([^/]+)/.exec(path)?.[1] ?? '';
}

function deduplicate(faults: Fault[]): Fault[] {
  return [...new Map(faults.map(({ path, message }) => [`${path} ${message}`, { path, message }])).values()];
}
