/** What the docs say over all contracts, in Markdown, made from what the contracts say. */
import { entries, get, items, type Node } from '../specDiff/node.js';
import { errorNotes } from './errorCodes.js';
import { shortTitle, textAt, type ContractDocument } from './reference.js';

/** Which API is for whom, and its document for generators. */
export function overview(contracts: readonly ContractDocument[]): string {
  const rows = contracts.map(({ name, root }) => {
    const title = shortTitle(root);
    const links = ['yaml', 'json'].map((format) => `[${format.toUpperCase()}](openapi/${name}.${format})`).join(' · ');
    return `- **[${title}](#${slugOf(title)})** (${links}): ${textAt(get(root, 'info'), 'summary')}\n`;
  });
  return `Waypost sends a signed HTTP POST to each URL that was registered for an event, again and again until it has arrived.

${rows.join('')}
[Delivery states](#delivery-states), [error codes](#error-codes) and [your language](#your-language) have chapters of their own.`;
}

/** The enum of states with its meanings. */
export function deliveryStates(contracts: readonly ContractDocument[]): string {
  const rows = membersOf(contracts, 'DeliveryState').map(({ member, meaning }) => `| \`${member}\` | ${meaning} |\n`);
  return `## Delivery states\n\n| state | meaning |\n| :-- | :-- |\n${rows.join('')}`;
}

/** A section for each code: search finds it, and other texts link to it as `/docs#1100-invalidwebhookurl`. */
export function errorCodes(contracts: readonly ContractDocument[]): string {
  const answers = answersOf(contracts);
  const codes = membersOf(contracts, 'ErrorCode').map(({ member, meaning, name }) => {
    const note = errorNotes[name as keyof typeof errorNotes];
    const operations = [...(answers.get(member)?.operations ?? [])].map((id) => `[${id}](#${id})`);
    return `### ${member} ${name}

**${meaning}**

Status ${note.status}, from ${note.from ?? operations.join(', ')}. ${note.remedy}`;
  });
  return `## Error codes

Decide by \`code\`: codes stay as they are, messages may change. Clients have them by name: \`ErrorCode.WebhookNotFound\`.

${codes.join('\n\n')}`;
}

/** What the examples and the `x-error-code`s say of each code: the statuses and the operations that answer with it. */
export function answersOf(
  contracts: readonly ContractDocument[],
): Map<string, { statuses: Set<string>; operations: Set<string> }> {
  const found = new Map<string, { statuses: Set<string>; operations: Set<string> }>();
  const add = (code: unknown, status: string, operation: string): void => {
    const answer = found.get(String(code)) ?? { statuses: new Set(), operations: new Set() };
    found.set(String(code), answer);
    answer.statuses.add(status);
    answer.operations.add(operation);
  };
  for (const operation of contracts.flatMap(({ root }) => operationsOf(root))) {
    const id = textAt(operation, 'operationId');
    for (const [status, response] of entries(get(operation, 'responses'))) {
      for (const example of entries(get(contentOf(response), 'examples')).values()) {
        const code = get(get(get(example, 'value'), 'data'), 'code');
        if (code) add(code.value, status, id);
      }
    }
    const schema = get(contentOf(get(operation, 'requestBody')), 'schema');
    for (const property of entries(get(schema, 'properties')).values()) {
      const code = get(property, 'x-error-code');
      if (code) add(code.value, '400', id);
    }
  }
  return found;
}

/** The operations that the server answers. */
export function operationsOf(root: Node): Node[] {
  return [...entries(get(root, 'paths')).values()]
    .flatMap((item) => [...entries(item).values()])
    .filter((member) => get(member, 'operationId'));
}

function contentOf(message: Node | undefined): Node | undefined {
  const target = message && get({ ...message, value: { message: message.value } }, 'message');
  return get(get(target, 'content'), 'application/json');
}

interface Member {
  member: string;
  meaning: string;
  /** Its name in code; empty where the enum has none. */
  name: string;
}

function membersOf(contracts: readonly ContractDocument[], enumName: string): Member[] {
  const schemas = contracts.map(({ root }) => get(get(get(root, 'components'), 'schemas'), enumName));
  const schema = schemas.find((one) => one !== undefined);
  const [meanings, names] = [get(schema, 'x-enumDescriptions'), get(schema, 'x-enum-varnames')];
  return items(get(schema, 'enum')).map(({ value }, i) => ({
    member: String(value),
    meaning: textAt(meanings, String(value)),
    name: textAt(names, String(i)),
  }));
}

/** The anchor that a title gets. */
export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}
