import { extname } from 'node:path';
import { Router, type Request, type Response } from 'express';
import { packageFile } from '../../packageFile.js';
import { readConsoleFiles, type ConsoleFile } from './consoleFiles.js';

/** Where the build puts the console (scripts/build/console.js). */
const BUILT = packageFile('console/dist');

const NOT_BUILT = 'The console is not here: this checkout was not built. Run `npm run build`, and start again.\n';

interface ConsoleOptions {
  /** The origins of pages that may show the console in a frame; empty means none. */
  frameAncestors: readonly string[];
  /** Another folder with a built console. */
  folder?: string;
}

/**
 * The web console, open to everyone: it is files alone, and all that they show comes from the contracts, with what signing in gives. Every path beneath
 * `/console` that is no file is answered with the page, which knows its screens, so that links lead into it. Where the console was not
 * built, that is what is answered.
 */
export function consoleRouter({ frameAncestors, folder = BUILT }: ConsoleOptions): Router {
  const router = Router({ strict: true });
  const policy = consolePolicy(frameAncestors);
  let files: ReturnType<typeof readConsoleFiles> | undefined;

  router.get('/console/assets/*path', async (request, response, next) => {
    files ??= readConsoleFiles(folder);
    const file = (await files)?.get(request.path.slice('/console/'.length));
    if (!file) {
      next();
      return;
    }
    // Its name has the hash of what is in it.
    response.set('Cache-Control', 'public, max-age=31536000, immutable');
    send(request, response, file);
  });

  router.get(['/console', '/console/', '/console/*path'], async (request, response, next) => {
    if (request.path.startsWith('/console/assets/')) {
      next();
      return;
    }
    files ??= readConsoleFiles(folder);
    const page = (await files)?.get('index.html');
    response.set('Cache-Control', 'no-store'); // it names the files of this very version
    if (!page) {
      response.status(503).type('text').send(NOT_BUILT);
      return;
    }
    // What helmet says for the API knows no list of origins, and would forbid them all.
    if (frameAncestors.length > 0) response.removeHeader('X-Frame-Options');
    response.set('Content-Security-Policy', policy);
    send(request, response.type('html'), page);
  });

  return router;
}

/**
 * The policy of the console's page: this host and no other, and nothing but files. Styles that a script sets on an element are not under it; those
 * that stand in the page's text, or in a style element, are refused.
 */
function consolePolicy(frameAncestors: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors.length > 0 ? frameAncestors.join(' ') : "'none'"}`,
  ].join('; ');
}

/** In the smallest form that the client takes, whatever it names first. */
function send(request: Request, response: Response, file: ConsoleFile): void {
  const encoding = (['br', 'gzip'] as const).find((form) => request.acceptsEncodings(form) === form);
  if (encoding) response.set('Content-Encoding', encoding);
  if (!response.hasHeader('Content-Type')) response.type(extname(request.path));
  response.vary('Accept-Encoding').send(encoding ? file[encoding] : file.plain);
}
