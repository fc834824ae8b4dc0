/**
 * `npm start`: builds what changed, and becomes `waypost serve`. npm runs it in a shell, which ends at a SIGTERM without passing it on:
 * when that shell is gone, the service is asked to stop, too, so that it is not left behind.
 */
import process from 'node:process';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath, URL } from 'node:url';

await import('./build.js');

const shell = process.ppid;
const watch = setInterval(() => {
  if (process.ppid === shell) return;
  clearInterval(watch); // a second signal would end the service at once
  process.kill(process.pid, 'SIGTERM');
}, 500);
watch.unref();

const program = new URL('../bin/waypost.js', import.meta.url);
process.argv = [process.execPath, fileURLToPath(program), 'serve', ...process.argv.slice(2)];
await import(program.href);
