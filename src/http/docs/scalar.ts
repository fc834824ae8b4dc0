/**
 * The renderer is Scalar. Of those that are kept, it alone has one search over operations, notifications and chapters, and lets a reader try an
 * operation with a key that stays in the page's memory, offline and under the policy of docsPage.ts. The others, tried under it in Chromium:
 * - Redoc 2.5: keeps to it, but has no way to try an operation, and no dark page.
 * - Swagger UI 5.35: keeps to it without any help and tries operations, but has no search beyond a filter by tag or path, and no table of
 *   contents; neither error codes nor languages are found there.
 * - RapiDoc 9.3: some 50 style elements and attributes are refused.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Where the build puts Scalar, beside the compiled form of this file: the installed package does not depend on it. */
const builtBundle = fileURLToPath(new URL('./assets/scalar.js', import.meta.url));

/**
 * The script of `@scalar/api-reference`, as its package for Fastify carries it: without the 590 packages (240 MB) from which it is made.
 * Later versions than 1.46 are for Node.js 22.
 */
const CARRIER = '@scalar/fastify-api-reference';

/**
 * Scalar's script, ready to be served or to be put into a page: it does not try whether it may make code from texts, which the policy would
 * note as a violation, and the pointer to a source map that is not here is gone.
 */
export async function scalarScript(): Promise<string> {
  const bundle = existsSync(builtBundle)
    ? builtBundle
    : fileURLToPath(new URL('js/standalone.js', import.meta.resolve(CARRIER)));
  const script = await readFile(bundle, 'utf8');
  return script.replaceAll(EVAL_PROBE, 'return!1').replace(/\/\/# sourceMappingURL=\S+\s*$/, '');
}

const EVAL_PROBE = 'return new Function(""),!0';

/** Run before Scalar's script: the style elements that it makes get the page's nonce. */
export const PREPARATION = `{
  const { nonce } = document.currentScript;
  const { createElement } = Document.prototype;
  Document.prototype.createElement = function (...args) {
    const element = createElement.apply(this, args);
    if (nonce && element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
}`;

const STYLE = `
:root { --scalar-font: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --scalar-font-code: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
#docs .markdown h2 { font-size: 26px; margin-top: 40px; }
#docs .markdown summary { cursor: pointer; }
`;

/** How Scalar shows the document. Nothing that it offers besides leads to another host or keeps anything in the browser but the colours. */
export const scalarOptions = {
  authentication: { preferredSecurityScheme: 'apiKey' },
  persistAuth: false,
  telemetry: false,
  withDefaultFonts: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
  hideClientButton: true,
  documentDownloadType: 'none',
  // The samples are those of the document.
  hiddenClients: true,
  hideModels: true,
  customCss: STYLE,
};
