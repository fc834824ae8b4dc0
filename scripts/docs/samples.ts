import { format } from 'prettier';
import { credentialOf } from '../generate/credential.js';
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
  /** Null where nothing has to be shown. */
  key: Key | null;
}

/** What a caller shows. */
interface Key {
  /** The variable that holds it: `npm start` prints those of an account and of a publisher. */
  variable: string;
  /** Its name among the options of the typed client; or the cookie that it is, which browsers send of themselves. */
  as: { option: string } | { cookie: string };
}

/** The variables, by the security schemes of the contracts. */
const variables: Readonly<Record<string, string>> = {
  apiKey: 'WAYPOST_API_KEY',
  publisherKey: 'WAYPOST_PUBLISHER_KEY',
  operatorKey: 'WAYPOST_OPERATOR_KEY',
  accessToken: 'WAYPOST_ACCESS_TOKEN',
  sessionCookie: 'WAYPOST_SESSION_COOKIE',
};

/**
 * The samples of an operation in curl, TypeScript and Python: whole programs that run with the variables which `npm start` prints.
 * @param item the operation's path, whose parameters are the operation's, too
 * @param root the contract's document
 */
export async function codeSamples(
  contract: string,
  path: string,
  method: string,
  { item, root }: { item: Node; root: Node },
): Promise<CodeSample[]> {
  const operation = get(item, method) ?? item;
  const parameters = [item, operation].flatMap((owner) => items(child(owner, 'parameters')).map(follow));
  const call: Call = {
    client: contract,
    method,
    template: path,
    ids: examplesOf(parameters, 'path'),
    query: examplesOf(parameters, 'query'),
    body: bodyOf(operation),
    key: keyOf(root, operation),
  };
  return [
    { lang: 'Shell', label: 'curl', source: curl(call) },
    { lang: 'TypeScript', label: 'TypeScript', source: await typescript(call) },
    { lang: 'Python', label: 'Python', source: python(call) },
  ];
}

/** @throws Error if nobody has said which variable holds it */
function keyOf(root: Node, operation: Node): Key | null {
  const credential = credentialOf(root, operation);
  if (credential === null) return null;
  const { scheme, cookie } = credential;
  const variable = variables[scheme];
  if (variable === undefined) throw new Error(`No variable holds what ${scheme} is.`);
  return { variable, as: cookie === null ? { option: scheme } : { cookie } };
}

/** The header that shows it. @param value how the language writes the variable's value */
function headerOf({ variable, as }: Key, value: (variable: string) => string): [name: string, text: string] {
  if ('cookie' in as) return ['Cookie', `${as.cookie}=${value(variable)}`];
  return ['Authorization', `Bearer ${value(variable)}`];
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
    ...(key ? [`-H "${headerOf(key, (variable) => `$${variable}`).join(': ')}"`] : []),
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
  const name = client === 'console' ? 'sessions' : client; // which prints what comes of it
  const params = {
    ...(Object.keys(ids).length > 0 && { path: ids }),
    ...(Object.keys(query).length > 0 && { query }),
  };
  const cookie = key && 'cookie' in key.as ? headerOf(key, (variable) => `\${process.env.${variable} ?? ''}`) : null;
  const given = [
    ...(Object.keys(params).length > 0 ? [`params: ${JSON.stringify(params)}`] : []),
    ...(body === undefined ? [] : [`body: ${JSON.stringify(body)}`]),
    ...(cookie ? [`headers: { ${cookie[0]}: \`${cookie[1]}\` }`] : []),
  ].join(', ');
  const option = key && 'option' in key.as ? `, ${key.as.option}: process.env.${key.variable} ?? ''` : '';
  const source = `import { ${create} } from '@waypost/client';

const ${name} = ${create}({
  baseUrl: process.env.WAYPOST_URL ?? ''${option} });
const { data, error } = await ${name}.${method.toUpperCase()}('${template}'${given && `, { ${given} }`});
if (error) throw new Error(\`\${error.data.code}: \${error.data.message}\`);
console.log(data.data);`;
  return (await format(source, { parser: 'typescript', singleQuote: true, printWidth: 72 })).trimEnd();
}

function python(call: Call): string {
  const { method, query, body, key } = call;
  const lines = [
    `f"{os.environ['WAYPOST_URL']}${filledIn(call)}",`,
    ...(key ? [`headers={${pythonHeader(key)}},`] : []),
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

function pythonHeader(key: Key): string {
  const [name, text] = headerOf(key, (variable) => `{os.environ['${variable}']}`);
  return `"${name}": f"${text}"`;
}

function pythonLiteral(value: unknown): string {
  const words: Record<string, string> = { true: 'True', false: 'False', null: 'None' };
  // A text in JSON is one in Python, and keeps what looks like a word.
  return JSON.stringify(value, null, 4).replaceAll(
    /"(?:[^"\\]|\\.)*"|true|false|null/g,
    (token) => words[token] ?? token,
  );
}
