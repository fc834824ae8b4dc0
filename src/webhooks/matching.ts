/**
 * Which events a webhook is for, as SQL: those of its own account, of an event type and of a DC that it was registered for. Whether it
 * is enabled is not part of it: what came while it was disabled can still be sent to it.
 *
 * This asks from the side of one webhook. Publishing asks from that of an event, and looks it up in `webhook_matches`, which the database
 * fills by the same rule (`waypost_match_webhook` in the migrations).
 * @param webhook the alias of a row with `account_id`, `events`, `dc_ids`
 * @param event the alias of a row with `account_id`, `event_type`, `dc_id`
 */
export function matches({ webhook, event }: { webhook: string; event: string }): string {
  return `${webhook}.account_id = ${event}.account_id
      AND ${event}.event_type = ANY (${webhook}.events)
      AND ${event}.dc_id = ANY (${webhook}.dc_ids)`;
}
