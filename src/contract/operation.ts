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

/** What a handler returns: a declared status with the body of that status. Errors are thrown as ApiError. */
export type OperationResult<Op extends OperationShape> = {
  [Status in keyof Op['responses'] & number]: { status: Status; body: JsonBody<Op['responses'][Status]> };
}[keyof Op['responses'] & number];

/** One operation; `Context` is what authentication found out about the caller. */
export type Handler<Op extends OperationShape, Context> = (
  input: OperationInput<Op> & Context,
) => Promise<OperationResult<Op>>;

/** A handler for every operation that the server answers: one missing, or one too many, does not compile. */
export type Handlers<Operations extends Record<Id, OperationShape>, Id extends keyof Operations, Context> = {
  [Name in Id]: Handler<Operations[Name], Context>;
};

/**
 * A handler whose types were forgotten, which is how the router holds all of them: the validator has made sure that the
 * input is of the operation's type before the handler is called.
 */
export type AnyHandler = (input: never) => Promise<{ status: number; body: unknown }>;
