/** Our packages, and those that they need, as they would be published, for projects of somebody else. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageFile } from '../../src/packageFile.js';

export const run = promisify(execFile);

/**
 * Packs a package without building it, and asks no registry.
 * @param folder of the repository: `client`, or one of node_modules/
 * @returns the path of its tarball in `destination`
 */
export async function pack(folder: string, destination: string): Promise<string> {
  const args = ['pack', '--ignore-scripts', '--offline', '--json', '--pack-destination', destination];
  const { stdout } = await run('npm', args, { cwd: packageFile(folder) });
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  if (!packed) throw new Error(`${folder} was not packed.`);
  return join(destination, packed.filename);
}

/** Runs the compiler in a folder that has a tsconfig.json. @throws Error with what it says */
export async function compile(folder: string, project = 'tsconfig.json'): Promise<void> {
  const compiler = packageFile('node_modules/typescript/bin/tsc');
  await run(process.execPath, [compiler, '-p', join(folder, project)]).catch((error: unknown) => {
    const said = typeof error === 'object' && error !== null && 'stdout' in error ? error.stdout : error;
    throw new Error(String(said));
  });
}

/** The blocks of TypeScript in a text of Markdown. */
export function typescriptBlocks(markdown: string): string[] {
  return [...markdown.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, block = '']) => block);
}
