import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packageFile } from '../../src/packageFile.js';
import { openWorkplace, type Workplace } from '../support/program.js';

let workplace: Workplace;
/** Where V8 writes what it has loaded. */
let coverage: string;
beforeAll(async () => {
  workplace = await openWorkplace();
  coverage = await mkdtemp(join(tmpdir(), 'waypost-loaded-'));
});
afterAll(async () => {
  await workplace.close();
  await rm(coverage, { recursive: true, force: true });
});

/** Our own files (`src/commands/publish.js`) and the packages that a process has loaded until it ended. */
async function loadedBy(run: (env: Record<string, string>) => Promise<unknown>): Promise<Set<string>> {
  const folder = await mkdtemp(join(coverage, 'run-'));
  await run({ NODE_V8_COVERAGE: folder });
  const loaded = new Set<string>();
  for (const file of await readdir(folder)) {
    const { result } = JSON.parse(await readFile(join(folder, file), 'utf8')) as { result: { url: string }[] };
    for (const { url } of result.filter((script) => script.url.startsWith('file:'))) {
      const path = fileURLToPath(url);
      const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
      loaded.add(name ?? relative(packageFile('dist'), path));
    }
  }
  return loaded;
}

function matching(loaded: Set<string>, pattern: RegExp): string[] {
  return [...loaded].filter((name) => pattern.test(name)).sort();
}

/** What only the service and the commands on the database need. */
const SERVER =
  /^(express|express-openapi-validator|pg|pino|undici|prom-client|@prisma\/.*)$|^generated\/prisma|^src\/(http|service|database)\//;
const CLIENT = /^openapi-fetch$|^\.\.\/client\/dist\/|^src\/commands\/.*\/|^src\/commands\/apiAccess/;

describe('a process loads the code of the command that runs, and no other:', () => {
  it.each([[['--help']], [['publish', '--help']], [['accounts', 'list', '--help']], [['--version']]])(
    '%j needs neither the server nor a client',
    async (args) => {
      const loaded = await loadedBy((env) => workplace.run(args, env));
      expect(loaded).toContain('commander');
      expect([matching(loaded, SERVER), matching(loaded, CLIENT)]).toEqual([[], []]);
    },
  );

  it('publish loads the client, and nothing of the server', async () => {
    const env = { WAYPOST_URL: 'http://127.0.0.1:9', WAYPOST_PUBLISHER_KEY: 'wp_x', WAYPOST_ACCOUNT_ID: 'x' };
    const args = ['publish', '--event', 'ROUTE_STARTED', '--dc', '1', '--route', 'R-1'];
    const loaded = await loadedBy((coverageEnv) => workplace.run(args, { ...env, ...coverageEnv }));
    expect(loaded).toContain('openapi-fetch');
    expect(matching(loaded, SERVER)).toEqual([]);
  });

  it('serve loads the server, and nothing of the other commands', async () => {
    const loaded = await loadedBy(async (env) => (await workplace.serve(env)).end('SIGTERM'));
    expect(matching(loaded, /^(express|pg)$/)).toEqual(['express', 'pg']);
    expect(matching(loaded, CLIENT)).toEqual(['src/commands/serve/introduction.js', 'src/commands/serve/run.js']);
  });
});
