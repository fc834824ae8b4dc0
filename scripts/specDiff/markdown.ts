import type { Change, Severity } from './change.js';
import { findingsOf, MEANINGS, type Finding } from './findings.js';

/** GitHub refuses a comment of more than 65,536 characters. */
const MOST_FINDINGS = 100;
const MOST_CHARACTERS = 60_000;

/**
 * The changes as Markdown for a pull request, at most 65,536 characters: how many there are of each severity, then what they are, the
 * words folded away.
 * @param ref what the contracts were compared with, as it was named
 */
export function markdownOf(changes: readonly Change[], ref: string): string {
  const found = findingsOf(changes);
  const title = `## The contracts, compared with \`${ref}\`\n\n`;
  if (found.length === 0) return `${title}Nothing has changed for consumers.\n`;
  const counts = found.map(
    ([severity, findings]) => `| ${nameOf(severity)} | ${MEANINGS[severity]} | ${findings.length} |\n`,
  );
  const text = `${title}| severity | means | changes |\n| :-- | :-- | --: |\n${counts.join('')}${found.map(section).join('')}`;
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, text.lastIndexOf('\n', MOST_CHARACTERS))}\n\n…\n`;
}

function section([severity, findings]: [Severity, Finding[]]): string {
  const list = findings.slice(0, MOST_FINDINGS).map(itemOf).join('');
  const left = findings.length - MOST_FINDINGS;
  const body = `${list}${left > 0 ? `- … and ${left} more\n` : ''}`;
  const title = `${nameOf(severity)} (${findings.length})`;
  return severity === 'documentation'
    ? `\n<details>\n<summary>${title}</summary>\n\n${body}\n</details>\n`
    : `\n### ${title}\n\n${body}`;
}

function itemOf({ home, message, places, reason }: Finding): string {
  const met = places === '' ? '' : `<br><sub>in ${escape(places)}</sub>`;
  return `- **${escape(home)}**: ${escape(message)}${met}${reason === undefined ? '' : `<br>Accepted: ${escape(reason)}`}\n`;
}

function nameOf(severity: Severity): string {
  return severity.slice(0, 1).toUpperCase() + severity.slice(1);
}

/** Text as Markdown: what stands between backticks is code already, the rest may hold anything that an enum or a pattern does. */
function escape(text: string): string {
  return text
    .replaceAll('\n', ' ')
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith('`') ? part : part.replaceAll(/[\\*_<>[\]~|#@&]/g, (character) => `\\${character}`),
    )
    .join('');
}
