import { SEVERITIES, type Change, type Severity } from './change.js';

const HEADINGS: Record<Severity, string> = {
  breaking: 'BREAKING: code that follows the old contract fails',
  risky: 'RISKY: code that is stricter than it has to be may fail',
  compatible: 'COMPATIBLE: everything goes on working',
  documentation: 'DOCUMENTATION: words and examples only',
};

/** The changes as a text for reviewers: by severity, the worst first, and one that is met at many places once, with all of them. */
export function reportOf(changes: readonly Change[]): string {
  if (changes.length === 0) return 'Nothing has changed for consumers.\n';
  const sections = SEVERITIES.flatMap((severity) => {
    const entries = mergePlaces(changes.filter((change) => change.severity === severity));
    return entries.length === 0 ? [] : [`${HEADINGS[severity]} (${entries.length})\n${entries.join('')}`];
  });
  return sections.join('\n');
}

function mergePlaces(changes: readonly Change[]): string[] {
  const placesOf = new Map<string, Set<string>>();
  for (const { home, message, place } of changes) {
    const line = `  ${readable(home)}: ${message}\n`;
    const places = placesOf.get(line) ?? new Set();
    placesOf.set(line, places);
    if (place !== '') places.add(place);
  }
  return [...placesOf].map(([line, places]) => (places.size === 0 ? line : `${line}      in ${grouped(places)}\n`));
}

/** `createWebhook request, 200; updateWebhook 200` */
function grouped(places: ReadonlySet<string>): string {
  const partsOf = new Map<string, string[]>();
  for (const place of places) {
    const [operation = '', ...part] = place.split(' ');
    partsOf.set(operation, [...(partsOf.get(operation) ?? []), part.join(' ')]);
  }
  return [...partsOf].map(([operation, parts]) => `${operation} ${parts.join(', ')}`.trim()).join('; ');
}

/** `webhooks.yaml Webhook.dc_ids[]` for `webhooks.yaml#/components/schemas/Webhook/properties/dc_ids/items`. */
function readable(home: string): string {
  const [file = '', pointer = ''] = home.split('#');
  const path = pointer
    .replace(/^\/components\/\w+\//, '')
    .replace(/^\//, '')
    .replaceAll('/properties/', '.')
    .replaceAll('/items', '[]')
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
  return path === '' ? file : `${file} ${path}`;
}
