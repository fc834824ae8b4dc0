import { format } from 'prettier';
import { child, entries, follow, get, items, type Node } from '../specDiff/node.js';

/** One entry of `x-codeSamples`. */
export interface CodeSample {
  lang: string;
  label: string;
  source: string;
}

/** What a sample sends, taken from the examples of the operation. */
interface Call {
  /** `webhooks`: the client of the operation's contract. */
  client: string;
  method: string;
  /** With `{id}` and so on in it. */
  template: string;
  ids: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
  key: Key;
}

interface Key {
  /** The variable that holds it: `npm start` prints those of an account and of a publisher. */
  variable: string;
  /** Its name among the options of the typed client. */
  option: string;
}

const accountKey: Key = { variable: 'WAYPOST_API_KEY', option: 'apiKey' };
/** Of the contracts that are not for accounts. */
const keys: Readonly<Record<string, Key>> = {
  events: { variable: 'WAYPOST_PUBLISHER_KEY', option: 'publisherKey' },
  console: { variable: 'WAYPOST_ACCESS_TOKEN', option: 'accessToken' },
  platform: { variable: 'WAYPOST_OPERATOR_KEY', option: 'operatorKey' },
};

/**
 * The samples of an operation in curl, TypeScript and Python: whole programs that run with the variables which `npm start` prints.
 * @param item the operation's path, whose parameters are the operation's, too
 */
export async function codeSamples(contract: string, path: string, method: string, item: Node): Promise<CodeSample[]> {
  const operation = get(item, method) ?? item;
  const parameters = [item, operation].flatMap((owner) => items(child(owner, 'parameters')).map(follow));
  const call: Call = {
    client: contract,
    method,
    template: path,
    ids: examplesOf(parameters, 'path'),
    query: examplesOf(parameters, 'query'),
    body: bodyOf(operation),
    key: keys[contract] ?? accountKey,
  };
  return [
    { lang: 'Shell', label: 'curl', source: curl(call) },
    { lang: 'TypeScript', label: 'TypeScript', source: await typescript(call) },
    { lang: 'Python', label: 'Python', source: python(call) },
  ];
}

function examplesOf(parameters: readonly Node[], place: string): Record<string, unknown> {
  return Object.fromEntries(
    parameters.flatMap((parameter) => {
      const example = child(parameter, 'example');
      if (get(parameter, 'in')?.value !== place || !example) return [];
      return [[String(get(parameter, 'name')?.value), example.value]];
    }),
  );
}

/** The first example of the body. */
function bodyOf(operation: Node): unknown {
  const content = get(get(get(operation, 'requestBody'), 'content'), 'application/json');
  const [first] = entries(get(content, 'examples')).values();
  return first && child(follow(first), 'value')?.value;
}

function filledIn({ template, ids }: Call): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(ids[name]));
}

function curl(call: Call): string {
  const { method, query, body, key } = call;
  const pairs = Object.entries(query);
  const plain = method === (body === undefined ? 'get' : 'post');
  return [
    `curl "$WAYPOST_URL${filledIn(call)}"`,
    ...(plain ? [] : [`-X ${method.toUpperCase()}`]),
    `-H "Authorization: Bearer $${key.variable}"`,
    ...(pairs.length > 0 ? ['--get'] : []),
    ...pairs.map(([name, value]) => `--data-urlencode '${name}=${String(value)}'`),
    ...(body === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(body, null, 2))}`]),
  ].join(' \\\n  ');
}

/** As a shell takes it: nothing is special between single quotes but themselves. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

async function typescript({ client, method, template, ids, query, body, key }: Call): Promise<string> {
  const create = `create${client.slice(0, 1).toUpperCase()}${client.slice(1)}Client`;
  const params = {
    ...(Object.keys(ids).length > 0 && { path: ids }),
    ...(Object.keys(query).length > 0 && { query }),
  };
  const options = { ...(Object.keys(params).length > 0 && { params }), ...(body !== undefined && { body }) };
  const given = Object.keys(options).length > 0 ? `, ${JSON.stringify(options)}` : '';
  const source = `import { ${create} } from '@waypost/client';

const ${client} = ${create}({
  baseUrl: process.env.WAYPOST_URL ?? '', ${key.option}: process.env.${key.variable} ?? '' });
const { data, error } = await ${client}.${method.toUpperCase()}('${template}'${given});
if (error) throw new Error(\`\${error.data.code}: \${error.data.message}\`);
console.log(data.data);`;
  return (await format(source, { parser: 'typescript', singleQuote: true, printWidth: 72 })).trimEnd();
}

function python(call: Call): string {
  const { method, query, body, key } = call;
  const lines = [
    `f"{os.environ['WAYPOST_URL']}${filledIn(call)}",`,
    `headers={"Authorization": f"Bearer {os.environ['${key.variable}']}"},`,
    ...(Object.keys(query).length > 0 ? [`params=${pythonLiteral(query)},`] : []),
    ...(body === undefined ? [] : [`json=${pythonLiteral(body)},`]),
  ];
  return `import os

import httpx

response = httpx.${method}(
${lines.map((line) => line.replaceAll(/^/gm, '    ')).join('\n')}
)
answer = response.json()
if response.is_error:
    raise SystemExit(f"{answer['data']['code']}: {answer['data']['message']}")
print(answer["data"])`;
}

function pythonLiteral(value: unknown): string {
  const words: Record<string, string> = { true: 'True', false: 'False', null: 'None' };
  // A text in JSON is one in Python, and keeps what looks like a word.
  return JSON.stringify(value, null, 4).replaceAll(
    /"(?:[^"\\]|\\.)*"|true|false|null/g,
    (token) => words[token] ?? token,
  );
}
