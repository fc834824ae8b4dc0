/**
 * The types of a handler, worked out from a generated contract: typed input, typed result, and no way to answer with
 * a status or a body that the contract does not declare.
 */

/** The `application/json` body of a request or response in a generated contract. */
type JsonBody<T> = T extends { content: { 'application/json': infer Body } } ? Body : never;

interface OperationShape {
  parameters: { path?: unknown; query?: unknown };
  requestBody?: unknown;
  responses: object;
}

type Part<Name extends string, T> = [T] extends [never] | [undefined] ? unknown : Record<Name, T>;

/** What a handler takes: the parts of the request that its operation declares, validated. */
export type OperationInput<Op extends OperationShape> = Part<'params', NonNullable<Op['parameters']['path']>> &
  Part<'query', NonNullable<Op['parameters']['query']>> &
  Part<'body', JsonBody<Op['requestBody']>>;

/** The headers that the contract declares of an answer, by their names. */
type DeclaredHeaders<T> = T extends { headers: infer Headers }
  ? { [Name in keyof Headers as string extends Name ? never : Name]?: Headers[Name] }
  : never;

/** What a handler returns: a declared status with the body of that status. Errors are thrown as ApiError. */
export type OperationResult<Op extends OperationShape> = {
  [Status in keyof Op['responses'] & number]: {
    status: Status;
    body: JsonBody<Op['responses'][Status]>;
    /** Besides those that every answer has. */
    headers?: DeclaredHeaders<Op['responses'][Status]>;
  };
}[keyof Op['responses'] & number];

/** One operation; `Context` is what authentication found out about the caller. */
export type Handler<Op extends OperationShape, Context> = (
  input: OperationInput<Op> & Context,
) => Promise<OperationResult<Op>>;

/** A handler for every operation that the server answers: one missing, or one too many, does not compile. */
export type Handlers<Operations extends Record<Id, OperationShape>, Id extends keyof Operations, Context> = {
  [Name in Id]: Handler<Operations[Name], Context>;
};

/** A handler of any operation and context. */
export type AnyHandler = (input: never) => Promise<{ status: number; body: unknown; headers?: object }>;

/** What handlers ask for besides the parts of the request, that is, what somebody has to find out about the caller. */
export type ContextOf<Handlers> = object &
  Intersection<
    {
      [Name in keyof Handlers]: Handlers[Name] extends (input: infer Input) => unknown
        ? (context: Omit<Input, keyof RequestParts>) => void
        : never;
    }[keyof Handlers]
  >;

/** What a value must be to be passed to each of these functions. */
type Intersection<Functions> = [Functions] extends [(value: infer Value) => void] ? Value : never;

/** The parts of a request as the router has them: the validator has made sure that they are of the operation's types. */
export interface RequestParts {
  params: unknown;
  query: unknown;
  body: unknown;
}
