import { PREPARATION, scalarOptions } from './scalar.js';

interface DocsPage {
  /** The document that is shown, or the URL that serves it. */
  document: object | string;
  /** Scalar's script, or the URL that serves it. */
  script: { inline: string } | { src: string };
  /** For a page that is served: what its Content-Security-Policy lets run and apply (`docsPolicy`). Without it, the page carries its policy itself. */
  nonce?: string;
}

/** The one page that shows all contracts. */
export function renderDocsPage({ document, script, nonce }: DocsPage): string {
  const allowed = nonce === undefined ? '' : ` nonce="${nonce}"`;
  const policy =
    nonce === undefined
      ? `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(STATIC_POLICY)}">`
      : `<meta property="csp-nonce" content="${nonce}">`;
  const options = {
    ...scalarOptions,
    ...(typeof document === 'string' ? { url: document } : { content: document }),
    // A file is on no host that an operation could be tried on.
    hideTestRequestButton: nonce === undefined,
  };
  const scalar =
    'src' in script
      ? `<script${allowed} src="${escapeHtml(script.src)}"></script>`
      : `<script${allowed}>${escapeScript(script.inline)}</script>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${policy}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Waypost</title>
<link rel="icon" href="data:,">
<style${allowed}>body { margin: 0; } #docs { overflow-x: clip; }</style>
</head>
<body>
<div id="docs"></div>
<noscript><p>This page needs JavaScript.</p></noscript>
<script${allowed}>${PREPARATION}</script>
${scalar}
<script${allowed}>Scalar.createApiReference('#docs', { ...${escapeJson(options)}, generateOperationSlug: ({ operationId }) => operationId });</script>
</body>
</html>
`;
}

/**
 * The policy of a served page: this host and no other. Scripts and styles carry the nonce; the page fetches the document, and what a reader
 * tries. Only style attributes are free: Scalar numbers the lines of samples with them, whose values no hash can foresee.
 */
export function docsPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    'img-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The policy of a page that is a file: everything is in it, and it asks no host at all. */
const STATIC_POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(value: string): string {
  return value.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

/** JSON that can stand in a script: no `<`, so that nothing in it ends the script. */
function escapeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/**
 * A script that can stand in a page. Besides its end tag, `<!--` is special there: a `<script` after it would swallow the end tag. Both occur in
 * texts and in regular expressions, where `\x3c` is `<`.
 */
function escapeScript(script: string): string {
  return script.replaceAll(/<(?=!--|\/script)/gi, '\\x3c');
}
