/**
 * `npm run console:dev`: the console from its sources, made anew at each change, in front of a running service (`WAYPOST_URL`). Put a link's
 * `#link=…` behind the address that it prints.
 */
import process from 'node:process';
import { createServer } from 'vite';
import { consoleConfig } from './build/console.js';

const target = process.env.WAYPOST_URL ?? 'http://127.0.0.1:8080';
const paths =
  'accounts|api-keys|console-links|console/sessions?|deliveries|openapi|overview|undelivered|webhook-health|webhooks';
const server = await createServer({
  ...consoleConfig(),
  // The service sees the address that the browser shows, by which it knows its own pages.
  server: { host: '127.0.0.1', proxy: { [`^/(${paths})(/|\\?|$)`]: { target, changeOrigin: false } } },
});
await server.listen();
server.printUrls();
