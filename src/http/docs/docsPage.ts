import { BAR_HEIGHT, redocOptions } from './redoc.js';

/** A contract as the bar over the page offers it. */
export interface ContractLink {
  /** The contract's title. */
  title: string;
  /** The page that shows it. */
  href: string;
  current: boolean;
}

interface DocsPage {
  title: string;
  links: ContractLink[];
  /** The contract itself, or the URL that serves it. */
  contract: string | object;
  /** Redoc's script, or the URL that serves it. */
  redoc: { inline: string } | { src: string };
  /** The name under which the contract is saved. */
  downloadFileName: string;
  /** For a page that is served: what its Content-Security-Policy lets run and apply (`docsPolicy`). Without it, the page carries its policy itself. */
  nonce?: string;
}

/** The whole page that shows one contract, with a bar that leads to the others. */
export function renderDocsPage({ title, links, contract, redoc, downloadFileName, nonce }: DocsPage): string {
  const allowed = nonce === undefined ? '' : ` nonce="${nonce}"`;
  const policy =
    nonce === undefined ? `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(STATIC_POLICY)}">\n` : '';
  // A file is on no host, so that a server relative to it can only be shown by its path.
  const options = { ...redocOptions, downloadFileName, ...(nonce === undefined ? { hideHostname: true } : { nonce }) };
  const script =
    'src' in redoc
      ? `<script${allowed} src="${escapeHtml(redoc.src)}"></script>`
      : `<script${allowed}>${escapeScript(redoc.inline)}</script>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${policy}<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style${allowed}>${STYLE}</style>
</head>
<body>
<header><strong>Waypost</strong><nav aria-label="Contracts">${links.map(renderLink).join('')}</nav></header>
<main id="contract"></main>
<noscript><p>This page needs JavaScript.</p></noscript>
${script}
<script${allowed}>Redoc.init(${escapeJson(contract)}, ${escapeJson(options)}, document.getElementById('contract'));</script>
</body>
</html>
`;
}

/**
 * The policy of a served page: this host and no other. Redoc's styles carry the nonce, it searches in a worker that it
 * makes from a blob, and it fetches the contract.
 */
export function docsPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}' ${EARLY_STYLES.map((hash) => `'${hash}'`).join(' ')}`,
    'img-src data:',
    "connect-src 'self'",
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * The style element that Redoc makes while it loads, before it knows its nonce: first empty, then with the rules of its
 * scrollbars. The hashes belong to Redoc's version; where they are wrong, the browser's console says which are right.
 */
const EARLY_STYLES = [
  'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  'sha256-QMIg+bpjm3JdElJ388KYke01izlUW0UoNOeKjpMxdgc=',
];

/** The policy of a page that is a file: everything is in it, and it asks no host at all. */
const STATIC_POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; worker-src blob:; base-uri 'none'; form-action 'none'";

const STYLE = `
body { margin: 0; }
header { position: sticky; top: 0; z-index: 2; box-sizing: border-box; height: ${BAR_HEIGHT}px; display: flex; align-items: center; gap: 24px;
  padding: 0 20px; background: #12202e; color: #fff; font: 15px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
header nav { display: flex; gap: 4px; overflow-x: auto; white-space: nowrap; }
header a { padding: 5px 12px; border-radius: 6px; color: #cfdae6; text-decoration: none; }
header a:hover, header a:focus-visible { color: #fff; background: #24384d; }
header a[aria-current] { color: #fff; background: #0b5cad; }
@media (max-width: 50rem) { #contract td, #contract th { overflow-wrap: anywhere; } #contract td td, #contract td th { padding: 6px 8px; } }
@media print { header { display: none; } }
`;

function renderLink({ title, href, current }: ContractLink): string {
  return `<a href="${escapeHtml(href)}"${current ? ' aria-current="page"' : ''}>${escapeHtml(title.replace(/^Waypost /, ''))}</a>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(value: string): string {
  return value.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

/** JSON that can stand in a script: no `<`, so that nothing in it ends the script. */
function escapeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/** A script that can stand in a page. Besides its end tag, `<!--` is special there: a `<script` after it would swallow the end tag. */
function escapeScript(script: string): string {
  return script.replaceAll('<!--', '<\\!--').replaceAll(/<\/(script)/gi, '<\\/$1');
}
