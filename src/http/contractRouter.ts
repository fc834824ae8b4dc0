import { Router, type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import type { Binding, FurtherFaults, Refusals } from '../contract/binding.js';
import { demandFullAccess, visitor, type Browser, type Caller } from '../contract/caller.js';
import type { Contract, ContractPath } from '../contract/contract.js';
import type { AnyHandler, RequestParts } from '../contract/operation.js';
import { methodNotAllowed } from '../errors.js';
import { readJsonBody } from './body.js';
import { browserOf, shownBy } from './credentials.js';
import { faultsOf, refusal } from './faults.js';
import { readQuery } from './query.js';
import { requestChecksOf, type RequestChecks } from './requestChecks.js';

/** What serving takes besides the contract and its binding, the same for all of them. */
export interface Serving {
  /** Finds the caller of an API key, or of an access token of the console; null if it is not valid. */
  authenticate: (apiKey: string) => Promise<Caller | null>;
  /** Finds who is signed in to the console by a cookie; null if nobody is. */
  authenticateCookie: (cookie: string) => Promise<Caller | null>;
  /** Runs once the caller is known. */
  rateLimit: RequestHandler;
  /** Hears of a response that breaks the contract; the response is sent all the same if this returns. */
  onContractBreach: (error: Error, request: Request) => void;
}

const STRICT = { caseSensitive: true, strict: true };

/**
 * Serves a contract: every operation goes to the handler of its operationId, behind authentication and validation of
 * request and response.
 * @throws Error if an operation has no handler, or a handler no operation.
 */
export function contractRouter<Handlers extends Record<keyof Handlers, AnyHandler>>(
  binding: Binding<Handlers>,
  serving: Serving,
): Router {
  const { contract } = binding;
  const handlers = new Map<string, AnyHandler>(Object.entries<AnyHandler>(binding.handlers));
  checkHandlers(contract, [...handlers.keys()]);
  let steps: Router | undefined;
  // The validator compiles the schema of OpenAPI itself for each document it is given, at a fifth of a second each: by the first request.
  return Router(STRICT).all(
    contract.paths.map(({ route }) => route),
    (request, response, next) => {
      steps ??= requestSteps(binding, handlers, serving);
      steps(request, response, next);
    },
  );
}

/** What a request goes through, in this order. */
function requestSteps<Handlers extends Record<keyof Handlers, AnyHandler>>(
  { contract, contextOf, refusals, furtherFaults }: Binding<Handlers>,
  handlers: ReadonlyMap<string, AnyHandler>,
  serving: Serving,
): Router {
  const { rateLimit, onContractBreach } = serving;
  const validators = validatorsOf(contract, onContractBreach);
  const router = Router(STRICT);
  for (const path of contract.paths) {
    const checks = requestChecksOf(contract.document, path);
    router.all(
      path.route,
      selectOperation(path),
      identifyCaller(contextOf, refusals, serving),
      rateLimit,
      checkQuery(checks),
      readBody(contract.maxBodyBytes),
      ...validators,
      refuseFaulty(checks, furtherFaults),
      checkFurther(furtherFaults),
      handle(handlers),
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

function selectOperation({ operations }: ContractPath): RequestHandler {
  const allowed = operations.map(({ method }) => method.toUpperCase());
  return (request, _response, next) => {
    const operation = operations.find(({ method }) => method === request.method.toLowerCase());
    if (!operation) throw methodNotAllowed(allowed);
    request.operation = operation;
    next();
  };
}

/**
 * Before the body is read, so that nobody without a key of the right kind can make the server parse anything. RFC 6750, section 2.1.
 * The validator's own security step is not used: it answers an error inside the check with a 401 that shows its text.
 */
function identifyCaller(
  contextOf: (caller: Caller, browser: Browser) => object,
  refusals: Refusals,
  { authenticate, authenticateCookie }: Serving,
): RequestHandler {
  async function callerOf(request: Request): Promise<Caller> {
    const credential = request.operation?.credential;
    if (!credential) return visitor;
    const shown = shownBy(request, credential);
    if (!shown) throw refusals.missing();
    const caller = await (credential.cookie === null ? authenticate : authenticateCookie)(shown);
    if (!caller) throw refusals.invalid();
    return caller;
  }
  return async (request, _response, next) => {
    const caller = await callerOf(request);
    request.caller = caller;
    request.context = contextOf(caller, browserOf(request));
    if (request.operation?.needsFullAccess) demandFullAccess(caller);
    next();
  };
}

type OperationChecks = ReadonlyMap<string | undefined, RequestChecks>;

/** Before the body, so that a wrong query is answered without reading one. */
function checkQuery(checks: OperationChecks): RequestHandler {
  const readers = new Map([...checks].map(([operationId, { query }]) => [operationId, readQuery(query)]));
  return (request, response, next) => readers.get(request.operation?.operationId)?.(request, response, next);
}

/**
 * Reads the body where the operation takes one. The validator compiles and keeps one set of schemas for every `Content-Type` it
 * meets, so that it gets to see one value only, whatever was sent.
 */
function readBody(maxBytes: number): RequestHandler {
  const readJson = readJsonBody(maxBytes);
  return (request, response, next) => {
    if (request.operation?.bodyProperties) return readJson(request, response, next);
    delete request.headers['content-type'];
    next();
  };
}

/** The request against the contract, and later the response. */
function validatorsOf({ document }: Contract, onContractBreach: Serving['onContractBreach']): RequestHandler[] {
  return OpenApiValidator.middleware({
    apiSpec: document,
    validateApiSpec: false, // it was validated when it was generated
    validateRequests: { allErrors: false }, // it decides; the checks find all of them
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
}

/** What the validator has against a request becomes an error of ours, with what else is wrong. */
function refuseFaulty(checks: OperationChecks, furtherFaults: FurtherFaults): ErrorRequestHandler {
  return (error: unknown, { operation, body }, _response, next) => {
    const properties = operation?.bodyProperties ?? {};
    const found = faultsOf(error, body, checks.get(operation?.operationId)?.body);
    next(found ? refusal([...found, ...furtherFaults(body, found)], properties) : error);
  };
}

function checkFurther(furtherFaults: FurtherFaults): RequestHandler {
  return ({ operation, body }, _response, next) => {
    const faults = furtherFaults(body, []);
    if (faults.length > 0) throw refusal(faults, operation?.bodyProperties ?? {});
    next();
  };
}

function handle(handlers: ReadonlyMap<string, AnyHandler>): RequestHandler {
  return async (request, response) => {
    const { operation, context } = request;
    const handler = operation && handlers.get(operation.operationId);
    if (!handler || !context) throw new Error('The request reached its handler without operation or caller.');
    const parts: RequestParts = request;
    const { params, query, body } = parts;
    const input: unknown = { ...context, params, query, body };
    const result = await handler(input as never);
    response
      .status(result.status)
      .set(result.headers ?? {})
      .json(result.body);
  };
}
