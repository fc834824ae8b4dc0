/**
 * A contract as `npm run generate` writes it under generated/contracts/: resolved and validated when the package is built, so that
 * nothing is parsed or checked at the start.
 */

/** One contract, with what serving it takes. */
export interface Contract {
  /** `webhooks` for openapi/webhooks.yaml. */
  name: string;
  /** In the order of the YAML. */
  paths: readonly ContractPath[];
  /** The largest request body (`x-max-body-bytes`). */
  maxBodyBytes: number;
  document: ContractDocument;
}

/** One path of a contract with its operations. */
export interface ContractPath {
  /** In the notation of Express: `/webhooks/:id`. */
  route: string;
  operations: readonly ContractOperation[];
}

/** One operation of a contract, with what the router needs to know of it. */
export interface ContractOperation {
  operationId: string;
  /** In lower case, as in the contract. */
  method: string;
  /** What callers have to show; null where everybody may call. */
  credential: Credential | null;
  /** Whether it is refused to callers who may only read: it changes something, or the contract says so (`x-access`). */
  needsFullAccess: boolean;
  /** The schemas of the body's properties; null where the operation takes no body. */
  bodyProperties: BodyProperties | null;
}

/** What says who calls: a security scheme of the contract. */
export interface Credential {
  /** Its name in the contract. */
  scheme: string;
  /** The name of the cookie that it is; null for a bearer token (RFC 6750). */
  cookie: string | null;
}

/** The schemas of a body's properties, by the name of the property. */
export type BodyProperties = Readonly<Record<string, PropertySchema>>;

/** The keywords of a property's schema that the server itself reads. */
export interface PropertySchema {
  description?: string;
  /** The code of faults of this property. */
  'x-error-code'?: number;
  /** There where the property is never valid. */
  not?: object;
  [keyword: string]: unknown;
}

/**
 * The OpenAPI document itself. It stands alone: what its YAML takes from other files is among its own components, and every `$ref` stays
 * within it. Only the part that our code reads is typed.
 */
export interface ContractDocument {
  openapi: `3.1.${string}`;
  info: { title: string; version: string; summary: string; [detail: string]: unknown };
  paths: Record<string, object>;
  webhooks: Record<string, object>;
  components: object;
  security: Record<string, string[]>[];
  [section: string]: unknown;
}

/** What the `webhooks:` section of openapi/webhooks.yaml says of the notification of one event type, besides its schema. */
export interface NotificationEntry {
  /** Where the payload's schema is in the document: a JSON pointer (RFC 6901). */
  schema: string;
  /** The field that tells what a notification is the latest of (`x-coalesce-by`); null where every notification counts. */
  coalesceBy: string | null;
  /** The first example. */
  example: object;
}
