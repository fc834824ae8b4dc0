/** How a change meets those who use the contract. */
export const SEVERITIES = ['breaking', 'obsolete', 'risky', 'accepted', 'compatible', 'documentation'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * Which way a value travels, seen from those who use the contract. What they send must go on being accepted, so
 * narrowing it breaks them; what they receive must go on being what they read, so widening it does. An operation's request
 * is sent and its responses are received; a notification's payload is received and its answers are sent.
 */
export type Direction = 'sent' | 'received';

export function opposite(direction: Direction): Direction {
  return direction === 'sent' ? 'received' : 'sent';
}

/** One difference, at one place. */
export interface Change {
  severity: Severity;
  /** Where it is written: `webhooks.yaml#/components/schemas/Webhook`. */
  home: string;
  message: string;
  /** Where consumers meet it: `createWebhook 200`; empty for what belongs to no operation. */
  place: string;
  /** Why it was accepted, if it was. */
  reason?: string;
}

/** What is being compared: where consumers meet it, which way it travels, and where differences go. */
export interface Comparison {
  place: string;
  direction: Direction;
  changes: Change[];
}

/** The whole judgement: each kind of difference, by the direction in which the value travels. */
const RULES = {
  typeAdded: { sent: 'compatible', received: 'breaking' },
  typeRemoved: { sent: 'breaking', received: 'compatible' },
  valueAdded: { sent: 'compatible', received: 'risky' },
  valueRemoved: { sent: 'breaking', received: 'compatible' },
  allValuesReplaced: { sent: 'breaking', received: 'breaking' },
  limitAdded: { sent: 'breaking', received: 'compatible' },
  limitRemoved: { sent: 'compatible', received: 'risky' },
  limitReplaced: { sent: 'breaking', received: 'risky' },
  optionalAdded: { sent: 'compatible', received: 'compatible' },
  requiredAdded: { sent: 'breaking', received: 'compatible' },
  addedToClosed: { sent: 'compatible', received: 'risky' },
  requiredAddedToClosed: { sent: 'breaking', received: 'risky' },
  removed: { sent: 'breaking', received: 'breaking' },
  removedAndIgnored: { sent: 'risky', received: 'breaking' },
  becameRequired: { sent: 'breaking', received: 'compatible' },
  becameOptional: { sent: 'compatible', received: 'breaking' },
  alternativeAdded: { sent: 'compatible', received: 'breaking' },
  alternativeRemoved: { sent: 'breaking', received: 'compatible' },
  mediaTypeAdded: { sent: 'compatible', received: 'risky' },
  answerAdded: { sent: 'compatible', received: 'risky' },
  answerAddedToDefault: { sent: 'compatible', received: 'compatible' },
  successRemoved: { sent: 'breaking', received: 'breaking' },
  answerRemoved: { sent: 'risky', received: 'risky' },
  effectChanged: { sent: 'risky', received: 'risky' },
  deprecated: { sent: 'compatible', received: 'compatible' },
  // Keywords that this comparison does not understand: a person has to look.
  notUnderstood: { sent: 'breaking', received: 'breaking' },
} as const satisfies Record<string, Record<Direction, Severity>>;

export type Rule = keyof typeof RULES;

/** Notes a difference, judged by its rule and the direction. */
export function note({ place, direction, changes }: Comparison, rule: Rule, home: string, message: string): void {
  changes.push({ severity: RULES[rule][direction], home, message, place });
}
