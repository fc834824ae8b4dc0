import { readdir, readFile } from 'node:fs/promises';

/** The processor time of a process so far, in seconds. */
export interface ProcessTimes {
  parentPid: number;
  /** User and system time of all its threads. */
  own: number;
  /** The same of its children that have ended. */
  ofEndedChildren: number;
}

/** Linux counts it in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** By /proc/<pid>/stat; null if there is no such process, or the system does not tell (Linux does). */
export async function readProcessTimes(pid: number): Promise<ProcessTimes | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  // Fields 4 and 14 to 17 (proc_pid_stat(5)), counted behind the name, which may hold blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const seconds = (first: number) => (Number(fields[first]) + Number(fields[first + 1])) / TICKS_PER_SECOND;
  return { parentPid: Number(fields[1]), own: seconds(11), ofEndedChildren: seconds(13) };
}

/** The processor time of a process and its children, those that have ended included; null where the system does not tell. */
export async function familySeconds(pid: number): Promise<number | null> {
  const parent = await readProcessTimes(pid);
  if (parent === null) return null;
  const pids = (await readdir('/proc')).map(Number).filter((each) => Number.isInteger(each));
  const times = await Promise.all(pids.map(readProcessTimes));
  const children = times.filter((each) => each?.parentPid === pid);
  return children.reduce((sum, child) => sum + (child?.own ?? 0), parent.own + parent.ofEndedChildren);
}
