import type { DeliveryDetails } from '@waypost/client';

/** A delivery's request as a command for a POSIX shell, without what is made anew for each attempt: its time and its signature. Null if there is nothing to send any more. */
export function curlOf({ request: { url, headers }, payload }: DeliveryDetails): string | null {
  if (url === null || payload === null) return null;
  const lines = [
    `curl ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    `--data-raw ${quoted(JSON.stringify(payload))}`,
  ];
  return lines.join(' \\\n  ');
}

/** As one word that the shell leaves as it is, whatever a publisher has put into it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
