/** The right-aligned columns of a benchmark's result; the first column, the names, is left-aligned. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    widths
      .map((width, column) =>
        column === 0 ? (cells[column] ?? '').padEnd(width) : (cells[column] ?? '').padStart(width),
      )
      .join('  ');
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** `1234567.8` as `1,234,568`. */
export function formatCount(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** Ratios that performance is aimed at. */
export interface Goals {
  target: number;
  /** What would be better still. */
  stretch?: number;
}

/**
 * A ratio beside what performance is aimed at: `0.61 (target 0.55 met, stretch 0.80 missed)`.
 * @param goals leave out what has no target
 */
export function formatRatio(ratio: number, goals?: Goals): string {
  const shown = ratio.toFixed(2);
  if (!goals) return shown;
  const verdict = (name: string, goal: number) => `${name} ${goal.toFixed(2)} ${ratio >= goal ? 'met' : 'missed'}`;
  const stretch = goals.stretch === undefined ? [] : [verdict('stretch', goals.stretch)];
  return `${shown} (${[verdict('target', goals.target), ...stretch].join(', ')})`;
}
