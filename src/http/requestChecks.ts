import type { SchemaCheck } from '../../checks/schemaCheck.js';
import type { ContractPath } from '../contract/contract.js';
import { createSchemaCompiler } from '../contract/schemaCheck.js';

/** What finds the faults of the requests of one operation, by the contract. */
export interface RequestChecks {
  /** The parameters that its query may have. */
  query: readonly QueryParameter[];
  /** Finds nothing where the operation takes no body. */
  body: SchemaCheck;
}

/** A parameter of a query. */
export interface QueryParameter {
  name: string;
  required: boolean;
  /** Of its schema. */
  type: unknown;
  format: unknown;
  check: SchemaCheck;
}

/**
 * The checks of the operations of one path, by their operationIds. Schemas are compiled when they are first needed: that of a body by its first
 * fault, which most operations of most processes never see.
 * @param document an OpenAPI document whose references stay within it
 */
export function requestChecksOf(
  document: object,
  { route }: Pick<ContractPath, 'route'>,
): ReadonlyMap<string | undefined, RequestChecks> {
  let compile: ReturnType<typeof createSchemaCompiler> | undefined;
  const checkAt = (pointer: string): SchemaCheck => {
    let check: SchemaCheck | undefined;
    return (value, path) => {
      compile ??= createSchemaCompiler(document);
      check ??= compile(pointer);
      return check(value, path);
    };
  };

  const template = route.replaceAll(/:(\w+)/g, '{$1}');
  const itemPointer = `/paths/${escaped(template)}`;
  const item = resolve(document, itemPointer);
  const checks = new Map<string | undefined, RequestChecks>();
  for (const method of Object.keys(item.value)) {
    const operation = resolve(document, `${item.pointer}/${method}`);
    const { operationId } = operation.value;
    if (typeof operationId !== 'string') continue;
    const schema = `${resolve(document, `${operation.pointer}/requestBody`).pointer}/content/application~1json/schema`;
    const query = [item, operation].flatMap(({ pointer, value }) =>
      (Array.isArray(value.parameters) ? value.parameters : []).flatMap((_parameter, i) => {
        const parameter = resolve(document, `${pointer}/parameters/${i}`);
        const { name, in: place, required } = parameter.value;
        if (place !== 'query' || typeof name !== 'string') return [];
        const { type, format } = resolve(document, `${parameter.pointer}/schema`).value;
        return [{ name, required: required === true, type, format, check: checkAt(`${parameter.pointer}/schema`) }];
      }),
    );
    checks.set(operationId, { query, body: operation.value.requestBody === undefined ? () => [] : checkAt(schema) });
  }
  return checks;
}

interface Found {
  /** Where it really stands. */
  pointer: string;
  /** Empty if there is nothing. */
  value: Record<string, unknown>;
}

/** What is at a JSON pointer (RFC 6901) into a document, references followed. */
function resolve(document: object, pointer: string): Found {
  const tokens = pointer.split('/').slice(1);
  let value: unknown = document;
  for (const token of tokens) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    value = isRecord(value) ? value[key] : undefined;
  }
  if (!isRecord(value)) return { pointer, value: {} };
  const { $ref } = value;
  return typeof $ref === 'string' && $ref.startsWith('#') ? resolve(document, $ref.slice(1)) : { pointer, value };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function escaped(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}
