import type { Contract, ContractOperation, ContractPath, NotificationEntry } from '../../src/contract/contract.js';
import { entries, follow, get, isRecord, type Node } from '../specDiff/node.js';
import { exampleOf, notificationContent } from './contractDocument.js';
import { credentialOf } from './credential.js';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
const DEFAULT_MAX_BODY_BYTES = 65_536;

/**
 * The text of generated/contracts/<name>.ts: the contract, and its notifications if it has any, as constants. As text nothing is shared
 * between two operations any more, whatever anchors the YAML has: the validator writes into the operations it is given.
 * @param root the document, valid and standing alone
 */
export function contractModule(name: string, root: Node): string {
  const notifications = [...entries(get(root, 'webhooks')).keys()].map((type) => [type, notificationOf(root, type)]);
  const types = notifications.length > 0 ? 'Contract, NotificationEntry' : 'Contract';
  return [
    `import type { ${types} } from '../../src/contract/contract.js';`,
    ...(notifications.length > 0 ? [`import type { webhooks } from '../${name}.js';`] : []),
    '',
    constant(`${name}Contract: Contract`, contractOf(name, root)),
    ...(notifications.length > 0
      ? [constant('notifications: Record<keyof webhooks, NotificationEntry>', Object.fromEntries(notifications))]
      : []),
  ].join('\n');
}

/** The text of generated/contracts/index.ts: all contracts, in the order of their names. */
export function contractsModule(names: readonly string[]): string {
  return [
    `import type { Contract } from '../../src/contract/contract.js';`,
    ...names.map((name) => `import { ${name}Contract } from './${name}.js';`),
    '',
    `export const contracts: readonly Contract[] = [${names.map((name) => `${name}Contract`).join(', ')}];`,
    '',
  ].join('\n');
}

function constant(declaration: string, value: unknown): string {
  return `export const ${declaration} = ${JSON.stringify(value, null, 2)};\n`;
}

function contractOf(name: string, root: Node): Omit<Contract, 'document'> & { document: unknown } {
  const maxBodyBytes = get(root, 'x-max-body-bytes')?.value;
  return {
    name,
    maxBodyBytes: typeof maxBodyBytes === 'number' ? maxBodyBytes : DEFAULT_MAX_BODY_BYTES,
    paths: [...entries(get(root, 'paths'))].map(([template, item]) => pathOf(root, template, follow(item))),
    document: { webhooks: {}, ...(root.value as object) }, // the section may be left out
  };
}

function pathOf(root: Node, template: string, item: Node): ContractPath {
  return {
    route: template.replaceAll(/\{(\w+)\}/g, ':$1'),
    operations: METHODS.flatMap((method) => {
      const operation = get(item, method);
      return operation ? [operationOf(root, method, operation)] : [];
    }),
  };
}

function operationOf(root: Node, method: string, operation: Node): ContractOperation {
  const body = get(operation, 'requestBody');
  const access = get(operation, 'x-access')?.value;
  return {
    operationId: String(get(operation, 'operationId')?.value),
    method,
    credential: credentialOf(root, operation),
    needsFullAccess: access === undefined ? method !== 'get' : access === 'full',
    bodyProperties: body ? propertiesOf(get(get(get(body, 'content'), 'application/json'), 'schema')) : null,
  };
}

function propertiesOf(schema: Node | undefined): Record<string, Record<string, unknown>> {
  const properties = [...entries(get(schema, 'properties'))].flatMap(([name, property]) => {
    const { value } = follow(property);
    return isRecord(value) ? [[name, value] as const] : [];
  });
  return Object.fromEntries(properties);
}

function notificationOf(root: Node, eventType: string): Omit<NotificationEntry, 'example'> & { example: unknown } {
  const content = notificationContent(root, eventType);
  const coalesceBy = get(get(get(get(root, 'webhooks'), eventType), 'post'), 'x-coalesce-by')?.value;
  return {
    schema: get(content, 'schema')?.pointer ?? '',
    coalesceBy: typeof coalesceBy === 'string' ? coalesceBy : null,
    example: exampleOf(content)?.value,
  };
}
