import { Router, type Request, type RequestHandler } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import type { Caller } from '../contract/caller.js';
import { unshare } from '../contract/document.js';
import { invalidApiKey, methodNotAllowed, missingApiKey, type CodedFault } from '../errors.js';
import { readJsonBody } from './body.js';
import type { Contract, ContractOperation, ContractPath } from '../contract/contract.js';
import { faultsOf, refusal } from './faults.js';
import type { AnyHandler } from '../contract/operation.js';

export interface Binding {
  contract: Contract;
  /** By operationId. */
  handlers: Record<string, AnyHandler>;
  /** Finds the caller of an API key; null if the key is not valid. */
  authenticate: (apiKey: string) => Promise<Caller | null>;
  /** What the handlers are told of the caller. @throws ApiError if this caller may not use the contract. */
  contextOf: (caller: Caller) => object;
  /** Runs once the caller is known. */
  rateLimit: RequestHandler;
  /** Faults of a body that the contract says in words or elsewhere, not in the operation's own schema. */
  furtherFaults?: (body: unknown) => CodedFault[];
  /** Hears of a response that breaks the contract; the response is sent all the same if this returns. */
  onContractBreach: (error: Error, request: Request) => void;
}

/**
 * Serves a contract: every operation goes to the handler of its operationId, behind authentication and validation of
 * request and response.
 * @throws Error if an operation has no handler, or a handler no operation.
 */
export function contractRouter(binding: Binding): Router {
  checkHandlers(binding.contract, Object.keys(binding.handlers));
  const router = Router({ caseSensitive: true, strict: true });
  for (const path of binding.contract.paths) {
    router.all(
      path.route,
      selectOperation(path),
      authenticate(binding),
      binding.rateLimit,
      readBody(path, binding.contract.maxBodyBytes),
      validate(path, binding),
      handle(binding),
    );
  }
  return router;
}

function checkHandlers({ name, paths }: Contract, handlers: string[]): void {
  const operations = paths.flatMap((path) => path.operations.map(({ operationId }) => operationId));
  const missing = operations.filter((id) => !handlers.includes(id)).map((id) => `${id} has no handler`);
  const surplus = handlers.filter((id) => !operations.includes(id)).map((id) => `${id} is no operation`);
  const faults = [...missing, ...surplus];
  if (faults.length > 0) throw new Error(`The handlers do not fit openapi/${name}.yaml: ${faults.join(', ')}.`);
}

function operationOf(path: ContractPath, request: Request): ContractOperation | undefined {
  return path.operations.find(({ method }) => method === request.method.toLowerCase());
}

function selectOperation(path: ContractPath): RequestHandler {
  const allowed = path.operations.map(({ method }) => method.toUpperCase());
  return (request, _response, next) => {
    const operation = operationOf(path, request);
    if (!operation) throw methodNotAllowed(allowed);
    request.operationId = operation.operationId;
    next();
  };
}

/**
 * Before the body is read, so that nobody without a key of the right kind can make the server parse anything. RFC 6750, section 2.1.
 * The validator's own security step is not used: it answers an error inside the check with a 401 that shows its text.
 */
function authenticate({ authenticate: findCaller, contextOf }: Binding): RequestHandler {
  return async (request, _response, next) => {
    const apiKey = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    if (!apiKey) throw missingApiKey();
    const caller = await findCaller(apiKey);
    if (!caller) throw invalidApiKey();
    request.caller = caller;
    contextOf(caller); // throws if this caller may not use the contract
    next();
  };
}

/**
 * Reads the body where the operation takes one. The validator compiles and keeps one set of schemas for every `Content-Type` it
 * meets, so that it gets to see one value only, whatever was sent.
 */
function readBody(path: ContractPath, maxBytes: number): RequestHandler {
  const readJson = readJsonBody(maxBytes);
  return (request, response, next) => {
    if (operationOf(path, request)?.bodyProperties) {
      readJson(request, response, next);
    } else {
      delete request.headers['content-type'];
      next();
    }
  };
}

/** The request against the contract, all faults at once, and later the response. */
function validate(path: ContractPath, { furtherFaults = () => [], onContractBreach }: Binding): RequestHandler {
  const validators = OpenApiValidator.middleware({
    apiSpec: unshare(path.document),
    validateApiSpec: false, // it was validated when it was loaded
    validateRequests: { allErrors: true },
    validateResponses: {
      allErrors: true,
      onError: (error, _body, request) => {
        onContractBreach(error, request);
      },
    },
    validateSecurity: false,
    fileUploader: false,
    useRequestUrl: true,
    ajvFormats: { mode: 'full' },
  });
  // One middleware for all of the validator's: a step of the router costs more than most of these do.
  return async (request, response, next) => {
    const properties = operationOf(path, request)?.bodyProperties ?? {};
    for (const validator of validators) {
      // A validator tells by `next` what it found. The one for responses calls it once more if the response can't be sent.
      const error = await new Promise<unknown>((resolve) => {
        let tell: (error?: unknown) => void = (found) => {
          tell = next;
          resolve(found);
        };
        void validator(request, response, (found?: unknown) => {
          tell(found);
        });
      });
      if (error === undefined) continue;
      const faults = faultsOf(error, properties);
      next(faults ? refusal([...faults, ...furtherFaults(request.body)], properties) : error);
      return;
    }
    const faults = furtherFaults(request.body);
    if (faults.length > 0) throw refusal(faults, properties);
    next();
  };
}

function handle({ handlers, contextOf }: Binding): RequestHandler {
  return async (request, response) => {
    const handler = handlers[request.operationId ?? ''];
    if (!handler || !request.caller) throw new Error('The request reached its handler without operation or caller.');
    const { params, query, body } = request as { params: unknown; query: unknown; body: unknown };
    const input: unknown = { ...contextOf(request.caller), params, query, body };
    const result = await handler(input as never);
    response.status(result.status).json(result.body);
  };
}
