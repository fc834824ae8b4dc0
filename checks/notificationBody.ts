/** JSON leaves out what is undefined. */
const notSent = { id: undefined, account_id: undefined };

/**
 * The notification of an event as it is sent: the fields that every notification has come first, and what is between publisher and Waypost
 * is left out.
 * @param published with the time when it occurred
 */
export function notificationBody(published: Record<string, unknown>): string {
  const sent: Record<string, unknown> = { ...published, ...notSent };
  const { event, hook_timestamp_millis, dc_id, route_id, ...further } = sent;
  return JSON.stringify({ event, hook_timestamp_millis, dc_id, route_id, ...further });
}
