/** Longer names are not compared: nobody misspells those, and comparing costs the product of the lengths. */
const MAX_LENGTH = 40;

/** The one of `names` that was probably meant: a slip or two away (`dc_id` for `dc_ids`), or written in another way (`dcIds`). */
export function closestName(written: string, names: readonly string[]): string | null {
  if (written.length > MAX_LENGTH) return null;
  const ranked = names
    .map((name) => ({ name, slips: bare(name) === bare(written) ? 0 : slipsBetween(written, name) }))
    .sort((a, b) => a.slips - b.slips);
  const [best] = ranked;
  return best && best.slips <= Math.min(2, written.length / 3) ? best.name : null;
}

function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** How many letters have to be added, taken away or exchanged (Levenshtein's distance). */
function slipsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      const exchanged = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(exchanged, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
