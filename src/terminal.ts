/** Output for people: tables and colours. What others have sent is made harmless before a terminal sees it. */
import { styleText } from 'node:util';

export type Style = Parameters<typeof styleText>[0];

/** Colours a text, or returns it as it is where colours are not shown. */
export type Paint = (style: Style, text: string) => string;

export function createPaint(colours: boolean): Paint {
  return (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text);
}

/** A text, or one that is coloured where colours are shown. */
export type Cell = string | { text: string; style: Style };

/** A table with a head and aligned columns, without a line break at the end. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[], paint: Paint): string {
  const lines = [head.map((text) => ({ text, style: 'bold' as const })), ...rows].map((row) => row.map(toCell));
  const widths = head.map((_, i) => Math.max(...lines.map((line) => line[i]?.text.length ?? 0)));
  return lines.map((line) => renderLine(line, widths, paint)).join('\n');
}

function toCell(cell: Cell): { text: string; style?: Style } {
  return typeof cell === 'string' ? { text: printable(cell) } : { ...cell, text: printable(cell.text) };
}

function renderLine(line: { text: string; style?: Style }[], widths: number[], paint: Paint): string {
  const cells = line.map(({ text, style }, i) => {
    const padding = i === line.length - 1 ? '' : ' '.repeat((widths[i] ?? 0) - text.length);
    return (style === undefined ? text : paint(style, text)) + padding;
  });
  return cells.join('  ').trimEnd();
}

/** Labelled values below one another, the values aligned. */
export function labelled(entries: readonly (readonly [label: string, value: Cell])[], paint: Paint): string {
  const width = Math.max(...entries.map(([label]) => label.length));
  const lines = entries.map(([label, value]) => {
    const { text, style } = toCell(value);
    return `${paint('dim', label.padEnd(width))}  ${style === undefined ? text : paint(style, text)}`.trimEnd();
  });
  return lines.join('\n');
}

/** Moves every line two columns to the right. */
export function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}

/** In one line, with escapes for control characters and for those that turn the direction of writing. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}|\p{Bidi_Control}/gu, escape);
}

/** JSON for people and machines: whatever it holds, a terminal only shows it. */
export function prettyJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/[^\P{Cc}\n]|\p{Bidi_Control}/gu, escape);
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
