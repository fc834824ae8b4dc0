/** What the build takes from the contracts' own texts (scripts/build/consoleWords.js). */
declare module 'virtual:contract' {
  import type { DeliveryState, DisabledReason, WebhookEventType, WebhookStatus } from '@waypost/client';

  /** A schema as it is shown: as JSON Schema has it, and without references. */
  export interface ShownSchema {
    type?: string | string[];
    description?: string;
    format?: string;
    enum?: string[];
    const?: unknown;
    properties?: Record<string, ShownSchema>;
    required?: string[];
    items?: ShownSchema;
  }

  /** A kind of event, as the `webhooks:` section of openapi/webhooks.yaml describes it. */
  export interface EventType {
    type: WebhookEventType;
    summary: string;
    description: string;
    /** A notification of it. */
    example: Record<string, unknown>;
    schema: ShownSchema;
  }

  export const eventTypes: EventType[];
  export const stateMeanings: Record<DeliveryState, string>;
  export const statusMeanings: Record<WebhookStatus, string>;
  export const disabledReasons: Record<DisabledReason, string>;
  /** What the values of `error_kind` mean, in one text. */
  export const errorKinds: string;
}
