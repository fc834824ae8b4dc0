import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Where the build puts Redoc, beside the compiled form of this file: the installed package does not depend on `redoc`. */
const builtBundle = fileURLToPath(new URL('./assets/redoc.standalone.js', import.meta.url));

/**
 * Redoc's script, ready to be served or to be put into a page. It asks no other host for anything: Redoc's own logo, its
 * one request to elsewhere, gives way to an empty picture, and the pointer to a source map that is not here is gone.
 */
export async function redocScript(): Promise<string> {
  const bundle = existsSync(builtBundle)
    ? builtBundle
    : createRequire(import.meta.url).resolve('redoc/bundles/redoc.standalone.js');
  const script = await readFile(bundle, 'utf8');
  return script
    .replaceAll('https://cdn.redoc.ly/redoc/logo-mini.svg', EMPTY_PICTURE)
    .replace(/\/\/# sourceMappingURL=redoc[\w.]+\s*$/, '');
}

const EMPTY_PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/%3E";

/** The height of the bar over the page, which Redoc has to keep free, in CSS pixels. */
export const BAR_HEIGHT = 48;

const text = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const code = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace';

/** How Redoc shows a contract: everything an integrator needs is open at once, in fonts that every machine has. */
export const redocOptions = {
  scrollYOffset: BAR_HEIGHT,
  expandResponses: '200',
  jsonSamplesExpandLevel: 'all',
  schemasExpansionLevel: 2,
  hideSchemaPattern: true,
  nativeScrollbars: true,
  theme: {
    colors: { primary: { main: '#0b5cad' } },
    typography: {
      fontSize: '15px',
      fontFamily: text,
      headings: { fontFamily: text, fontWeight: '600' },
      code: { fontFamily: code, fontSize: '13px', wrap: true },
    },
    sidebar: { backgroundColor: '#f6f8fa' },
    rightPanel: { backgroundColor: '#1b2733' },
  },
};
