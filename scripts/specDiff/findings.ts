import { SEVERITIES, type Change, type Severity } from './change.js';

/** A change for people: once, with all places where it is met. */
export interface Finding {
  /** `webhooks.yaml Webhook.dc_ids[]` */
  home: string;
  message: string;
  /** `createWebhook request, 200; updateWebhook 200`; empty for what belongs to no operation. */
  places: string;
  /** Why it was accepted. */
  reason: string | undefined;
}

/** What each severity means, the worst first. */
export const MEANINGS: Record<Severity, string> = {
  breaking: 'code that follows the old contract fails',
  obsolete: 'what openapi/accepted/ says of this release is not found',
  risky: 'code that is stricter than it has to be may fail',
  accepted: 'it would be breaking or risky, and somebody said why it is not',
  compatible: 'everything goes on working',
  documentation: 'words and examples only',
};

/** The findings of each severity that has any, the worst first. */
export function findingsOf(changes: readonly Change[]): [Severity, Finding[]][] {
  return SEVERITIES.map((severity): [Severity, Finding[]] => [
    severity,
    mergePlaces(changes.filter((change) => change.severity === severity)),
  ]).filter(([, findings]) => findings.length > 0);
}

function mergePlaces(changes: readonly Change[]): Finding[] {
  const found = new Map<string, { finding: Finding; places: Set<string> }>();
  for (const { home, message, place, reason } of changes) {
    const key = JSON.stringify([home, message, reason]);
    const finding = { home: readable(home), message, places: '', reason };
    const { places } = found.get(key) ?? { places: new Set() };
    if (place !== '') places.add(place);
    found.set(key, { finding, places });
  }
  return [...found.values()].map(({ finding, places }) => ({ ...finding, places: grouped(places) }));
}

function grouped(places: ReadonlySet<string>): string {
  const partsOf = new Map<string, string[]>();
  for (const place of places) {
    const [operation = '', ...part] = place.split(' ');
    partsOf.set(operation, [...(partsOf.get(operation) ?? []), part.join(' ')]);
  }
  return [...partsOf].map(([operation, parts]) => `${operation} ${parts.join(', ')}`.trim()).join('; ');
}

/** `webhooks.yaml Webhook.dc_ids[]` for `webhooks.yaml#/components/schemas/Webhook/properties/dc_ids/items`. */
export function readable(home: string): string {
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
