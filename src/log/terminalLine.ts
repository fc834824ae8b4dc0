import { printable, type Paint, type Style } from '../terminal.js';

/** A line of the log, parsed: what pino writes, and what was logged with it. */
export type LogLine = Readonly<Record<string, unknown>>;

const LEVEL_STYLES: Record<string, Style> = { fatal: ['bold', 'red'], error: 'red', warn: 'yellow' };
/** As wide as the widest label. */
const LABEL_WIDTH = 6;

/**
 * A line of the log for people: one readable line, with the time, the level, the message, the reason of an error, and the rest by name,
 * ids last. What was logged as the ordinary course of things but tells of a failure (an attempt that was not answered with 2xx, a request
 * that was answered with 4xx or 5xx) is labelled "failed".
 * @param stacks whether the stack of an error follows on lines of its own
 */
export function terminalLine(line: LogLine, paint: Paint, stacks: boolean): string {
  const { level, time, msg, err, ...rest } = line;
  const label = String(level);
  const failed = label === 'info' && tellsOfFailure(line);
  const style = failed ? failureStyle(line) : LEVEL_STYLES[label];
  const reason = reasonOf(err);
  const message = [msg, reason].filter((part) => typeof part === 'string' && part !== '').join(': ');
  const entries = Object.entries(rest).filter(([, value]) => value !== null);
  const isId = ([name]: [string, unknown]) => name.endsWith('Id');
  const fields = [
    ...entries.filter((entry) => !isId(entry)).map(([name, value]) => field(name, value, style, paint)),
    ...entries.filter(isId).map(([name, value]) => paint('dim', `${name}=${textOf(value)}`)),
  ];
  const parts = [
    paint('dim', clock(time)),
    painted((failed ? 'failed' : label).padEnd(LABEL_WIDTH), style, paint),
    painted(oneLine(message), style, paint),
    ...fields,
  ];
  return parts.join(' ') + (stacks ? stackOf(err) : '');
}

function tellsOfFailure({ status, state, errorKind }: LogLine): boolean {
  if (typeof errorKind === 'string') return true;
  if (typeof state === 'string') return state !== 'succeeded';
  return typeof status === 'number' && status >= 400;
}

/** Red is for what did not arrive and for what is our fault; a caller's mistake is yellow. */
function failureStyle({ status, state }: LogLine): Style {
  return typeof state === 'string' || (typeof status === 'number' && status >= 500) ? 'red' : 'yellow';
}

function field(name: string, value: unknown, style: Style | undefined, paint: Paint): string {
  const statusStyle = name === 'status' ? (style ?? 'green') : undefined;
  return `${paint('dim', `${name}=`)}${painted(textOf(value), statusStyle, paint)}`;
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return printable(typeof value === 'string' && /[\s"=]/.test(text) ? JSON.stringify(text) : text);
}

/** As pino serialised it: the message has those of the causes behind it; some errors of the network have a code only. */
function reasonOf(err: unknown): string | null {
  if (typeof err !== 'object' || err === null) return null;
  if ('message' in err && typeof err.message === 'string' && err.message !== '') return err.message;
  return 'code' in err && typeof err.code === 'string' ? err.code : null;
}

function stackOf(err: unknown): string {
  if (typeof err !== 'object' || err === null || !('stack' in err) || typeof err.stack !== 'string') return '';
  const frames = err.stack.split('\n').filter((text) => /^\s+at /.test(text));
  return frames.map((frame) => `\n    ${printable(frame.trim())}`).join('');
}

function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' ').trim());
}

function clock(time: unknown): string {
  return new Date(String(time)).toTimeString().slice(0, 8);
}

function painted(text: string, style: Style | undefined, paint: Paint): string {
  return style === undefined ? text : paint(style, text);
}
