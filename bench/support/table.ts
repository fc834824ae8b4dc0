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

/** What performance is aimed at. */
export interface Goals {
  target: number;
  /** What would be better still. */
  stretch?: number;
}

/**
 * A ratio beside what it should reach: `0.61 (target 0.55 met, stretch 0.80 missed)`.
 * @param goals leave out what has no target
 */
export function formatRatio(ratio: number, goals?: Goals): string {
  return withVerdicts(ratio.toFixed(2), (goal) => `${goal.toFixed(2)} ${ratio >= goal ? 'met' : 'missed'}`, goals);
}

/**
 * A figure beside what it should not exceed: `1.8 (target 2.0 met, stretch 1.5 missed)`.
 * @param digits of the figure and its goals, behind the point
 */
export function formatBound(value: number, digits: number, goals?: Goals): string {
  const shown = (each: number) =>
    Number(each.toFixed(digits)).toLocaleString('en-US', { minimumFractionDigits: digits });
  return withVerdicts(shown(value), (goal) => `${shown(goal)} ${value <= goal ? 'met' : 'missed'}`, goals);
}

function withVerdicts(shown: string, verdict: (goal: number) => string, goals?: Goals): string {
  if (!goals) return shown;
  const stretch = goals.stretch === undefined ? [] : [`stretch ${verdict(goals.stretch)}`];
  return `${shown} (${[`target ${verdict(goals.target)}`, ...stretch].join(', ')})`;
}
