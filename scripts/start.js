/**
 * `npm start`: builds what changed, and becomes the service. npm runs it in a shell, which ends at a SIGTERM without passing it on:
 * when that shell is gone, the service is asked to stop, too, so that it is not left behind.
 */
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath, URL } from 'node:url';

const build = fileURLToPath(new URL('build.ts', import.meta.url));
const { status } = spawnSync(process.execPath, ['--import', 'tsx', build], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

const shell = process.ppid;
const watch = setInterval(() => {
  if (process.ppid === shell) return;
  clearInterval(watch); // a second signal would end the service at once
  process.kill(process.pid, 'SIGTERM');
}, 500);
watch.unref();

const main = new URL('../dist/src/main.js', import.meta.url);
process.argv = [process.execPath, fileURLToPath(main), 'serve', ...process.argv.slice(2)];
await import(main.href);
