import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Builds the service, which is measured as it is shipped.
 * @returns its program
 * @throws Error if the build fails; what is wrong is on standard error by then
 */
export function buildService(): string {
  const script = fileURLToPath(new URL('../../scripts/build.js', import.meta.url));
  const { status } = spawnSync(process.execPath, [script], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The build failed.');
  return fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
}
