/**
 * The server of a cluster: find the one that runs, start it, stop it. It outlives the process that started it, so that
 * whoever comes next (after a crash of ours, say) finds it by `postmaster.pid`. Who may use it is decided in bundledDatabase.ts.
 */
import { chown, open, readFile, realpath, stat, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { CLUSTER_USER, type Cluster } from './cluster.js';
import { errorCode } from '../postgresErrors.js';
import { commandLine, runProgram, type ServerUser } from './programs.js';

/** A connection to the running server, to its maintenance database `postgres`. */
export interface ServerSession {
  client: pg.Client;
  port: number;
}

/** Which port to start on: only a wish, unless `fixed`. Without one it is the port of the last time, if free. */
export interface PortChoice {
  port?: number;
  fixed?: boolean;
}

const HOST = '127.0.0.1';
const MAX_LOG_BYTES = 10 * 1024 * 1024;
/** After a power loss the server first replays what it had logged, which may take minutes. */
const RECOVERY_DEADLINE_MS = 5 * 60_000;
/** For what stands in the way of a start and goes away by itself: a port just taken, a server that is just ending. */
const OBSTACLE_DEADLINE_MS = 30_000;
const POLL_MS = 50;
/** A mode of pg_ctl, and how many seconds it waits. */
const FAST = ['fast', '10'] as const;
/** Postgres kills a session that does not end after 5 s. */
const IMMEDIATELY = ['immediate', '6'] as const;

/** The address of one of the cluster's databases. */
export function databaseUrl({ password }: Cluster, port: number, database: string): string {
  // Without sslmode, PGSSLMODE in the environment would ask of the loopback what it does not offer.
  return `postgresql://${CLUSTER_USER}:${password}@${HOST}:${port}/${database}?sslmode=disable`;
}

/**
 * Connects to the cluster's server, and starts it when it does not run. Waits for one that is starting or ending.
 * @throws with the server's own words when it can't start
 */
export async function reachServer(
  cluster: Cluster,
  choice: PortChoice,
  onProgress: (message: string) => void,
): Promise<ServerSession> {
  const begun = Date.now();
  let obstacle: string | undefined;
  for (;;) {
    const found = await findServer(cluster);
    if (typeof found === 'object') return found;

    const waited = Date.now() - begun;
    if (found === 'stopped') {
      if (obstacle && waited > OBSTACLE_DEADLINE_MS) throw cannotStart(cluster, obstacle);
      obstacle = await startServer(cluster, choice);
      if (obstacle === undefined) continue;
    } else if (waited > RECOVERY_DEADLINE_MS) {
      throw cannotStart(cluster, `it neither accepts connections nor ends (${join(cluster.dir, 'postmaster.pid')})`);
    } else if (waited < POLL_MS) {
      onProgress('waiting for the bundled Postgres, which is starting or ending');
    }
    await delay(POLL_MS);
  }
}

/**
 * Stops the server: it ends the sessions and keeps what is committed. Resolves when it is gone, or was before.
 * @param silent whether a session was asked in vain: it would not hear that it is to end either
 * @throws if it does not end, after 16 s, or 6 if it is silent; it has been told to, and does so when it can
 */
export async function stopServer({ dir, programs, user }: Cluster, { silent = false } = {}): Promise<void> {
  let output = '';
  // What `immediate` leaves undone, the next start makes up for from its log.
  for (const [mode, seconds] of silent ? [IMMEDIATELY] : [FAST, IMMEDIATELY]) {
    const args = ['stop', '-D', dir, '-m', mode, '-w', '-t', seconds, '-s'];
    const stopped = await runProgram(programs, 'pg_ctl', args, user);
    output = stopped.output;
    if (stopped.exitCode === 0 || /PID file .* does not exist|No such process/.test(output)) return;
  }
  throw new Error(`The bundled Postgres in ${dir} does not stop: ${output.trim()}`);
}

/** Asks by connecting: a pid alone says little, it may long belong to another program. */
async function findServer(cluster: Cluster): Promise<ServerSession | 'changing' | 'stopped'> {
  const noted = await readPidFile(cluster.dir);
  if (!noted) return 'stopped';
  if (noted.port !== undefined) {
    const answer = await connect(cluster, noted.port);
    if (answer === 'changing') return 'changing';
    if (answer) return { client: answer, port: noted.port };
  }
  if (await isPostmaster(noted.pid, cluster.dir)) return 'changing';
  await discardPid(cluster.dir, noted.pid);
  return 'stopped';
}

/** A connection, or `changing` when that server starts or ends, or undefined when nobody or a stranger listens there. */
async function connect(cluster: Cluster, port: number): Promise<pg.Client | 'changing' | undefined> {
  const client = new pg.Client({
    connectionString: databaseUrl(cluster, port, 'postgres'),
    connectionTimeoutMillis: 5_000,
    application_name: 'waypost: use of the data folder',
  });
  // Without a listener the end of the server would end this process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    // The port may by now be another cluster's, a copy of this one even, with the same password.
    const { rows } = await client.query<{ dir: string }>(`SELECT current_setting('data_directory') AS dir`);
    if ((await realpath(rows[0]?.dir ?? '')) === (await realpath(cluster.dir))) return client;
  } catch (error) {
    if (errorCode(error) === '57P03') return 'changing';
    if (errorCode(error) === '53300') throw new Error('The bundled Postgres has no connection left.', { cause: error });
  }
  await client.end().catch(() => undefined);
  return undefined;
}

/**
 * Starts the server and waits until it accepts connections.
 * @returns undefined, or what stands in the way when that may pass by itself
 */
async function startServer(cluster: Cluster, choice: PortChoice): Promise<string | undefined> {
  const { dir, logFile, programs, user } = cluster;
  const port = await choosePort(choice.port ?? (await readPidFile(dir))?.port, choice.fixed ?? false);
  const reported = await prepareLog(logFile, user);
  const options = `-p ${port} -c listen_addresses=${HOST}`;
  const args = ['start', '-D', dir, '-l', logFile, '-o', options, '-w', '-t', '300', '-s'];
  const { exitCode, output } = await runProgram(programs, 'pg_ctl', args, user);
  if (exitCode === 0) return undefined;

  const log = await readFile(logFile);
  const report = log.subarray(reported).toString().trim() || output.trim();
  const passing = /could not bind|lock file ".*" already exists|pre-existing shared memory block|starting up/;
  if (passing.test(report)) return report;
  throw cannotStart(cluster, report);
}

function cannotStart({ dir, logFile }: Cluster, report: string): Error {
  const end = report.split('\n').slice(-10).join('\n');
  return new Error(`The bundled Postgres in ${dir} can't be started:\n${end}\nIts log is ${logFile}.`);
}

/** What `postmaster.pid` says: the server's process and, once it listens, its port. It is left behind by a crash. */
async function readPidFile(dir: string): Promise<{ pid: number; port: number | undefined } | undefined> {
  const text = await readFile(join(dir, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port] = text.split('\n').map(Number);
  return pid ? { pid, port: port || undefined } : undefined;
}

/** Whether the process is a Postgres server of this folder. In doubt it is. */
async function isPostmaster(pid: number, dir: string): Promise<boolean> {
  const line = await commandLine(pid);
  if (!line || !/^\S*(postgres|postmaster)(\.exe)? /.test(line)) return false;
  const folder = / -D (.+?)(?: -|\s*$)/.exec(line)?.[1];
  return folder === undefined || (await realpath(folder).catch(() => folder)) === (await realpath(dir));
}

/**
 * Postgres does not start while the process noted in `postmaster.pid` lives, even if that is another program by now
 * (after a reboot, or in a container, where pids are few). It takes the pid of the process that starts it as outdated
 * and goes on to check the shared memory noted below it; so this is put there, and the file is not removed.
 */
async function discardPid(dir: string, pid: number): Promise<void> {
  if ((await commandLine(pid)) === undefined) return;
  const file = join(dir, 'postmaster.pid');
  const [first, ...rest] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  if (first === String(pid)) await writeFile(file, [process.pid, ...rest].join('\n'));
}

/** Readies the log for another run of the server, and returns its length. */
async function prepareLog(logFile: string, user: ServerUser): Promise<number> {
  const handle = await open(logFile, 'a', 0o600);
  await handle.close();
  if (user) await chown(logFile, user.uid, user.gid);
  const { size } = await stat(logFile);
  if (size <= MAX_LOG_BYTES) return size;
  await truncate(logFile);
  return 0;
}

/** The wished port if it is free (or fixed), else one that is free now; it may be taken before Postgres has it. */
async function choosePort(wished: number | undefined, fixed: boolean): Promise<number> {
  if (wished === undefined) return freePort(0);
  return fixed ? wished : freePort(wished).catch(() => freePort(0));
}

function freePort(wished: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(wished, HOST, () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address) resolve(address.port);
        else reject(new Error('no port'));
      });
    });
  });
}
