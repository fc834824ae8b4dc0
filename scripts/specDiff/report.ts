import type { Change } from './change.js';
import { findingsOf, MEANINGS, type Finding } from './findings.js';

/** The changes as a text for reviewers: by severity, the worst first, and one that is met at many places once, with all of them. */
export function reportOf(changes: readonly Change[]): string {
  if (changes.length === 0) return 'Nothing has changed for consumers.\n';
  return findingsOf(changes)
    .map(
      ([severity, findings]) =>
        `${severity.toUpperCase()}: ${MEANINGS[severity]} (${findings.length})\n${findings.map(textOf).join('')}`,
    )
    .join('\n');
}

function textOf({ home, message, places, reason }: Finding): string {
  const lines = [`  ${home}: ${message}\n`];
  if (places !== '') lines.push(`      in ${places}\n`);
  if (reason !== undefined) lines.push(`      accepted: ${reason}\n`);
  return lines.join('');
}
