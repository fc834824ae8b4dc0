/**
 * The cluster (PGDATA) of the bundled Postgres inside the data folder: find it, or create it.
 *
 * The folder holds `postgres/`, the cluster, with `postgres/waypost-password`, the password of its only user; and
 * `postgres.log`, what the server reports.
 */
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, errorMessage } from '../postgresErrors.js';
import { assertReachable, findPrograms, findServerUser, handOver, runProgram, type ServerUser } from './programs.js';

/** A cluster that exists, and what is needed to run it. */
export interface Cluster {
  /** PGDATA, absolute. */
  dir: string;
  logFile: string;
  password: string;
  /** The folder of initdb, pg_ctl and postgres. */
  programs: string;
  user: ServerUser;
}

/** The cluster's only user, and the owner of its database. */
export const CLUSTER_USER = 'waypost';

const PASSWORD_FILE = 'waypost-password';
const UNFINISHED = 'postgres-new-';
/** What a power loss left half-made is removed when it is older than this. */
const ABANDONED_AFTER_MS = 10 * 60_000;

/** Written to postgresql.conf once; operators may change them there. Durability stays at Postgres's safe defaults. */
const SETTINGS = {
  max_connections: '200',
  // TCP only: a socket file needs a short path and a folder that the server's user can write.
  unix_socket_directories: '',
  log_checkpoints: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/**
 * The cluster of `dataDir`, created when there is none.
 *
 * A new cluster is built in a folder of its own and then renamed: a half-made one is never taken for a whole one, and of
 * two starts in the same moment one creates the cluster and the other finds it.
 * @throws an error that says what to do when the folder is not usable
 */
export async function prepareCluster(dataDir: string, onProgress: (message: string) => void): Promise<Cluster> {
  if (process.platform !== 'win32' && /["$`\\\n]/.test(dataDir)) {
    // pg_ctl passes the path to a shell, in double quotes.
    throw new Error(`The path of the data folder must not contain " $ \` \\ or a line break: ${dataDir}`);
  }
  const dir = join(dataDir, 'postgres');
  const isNew = (await readDataFolder(dataDir)).length === 0;
  const programs = await findPrograms();
  const user = await findServerUser(dir);
  // Lets the server's user through to its cluster. A folder that holds something is not opened behind its owner's back.
  if (user && isNew) await chmod(dataDir, 0o711);
  await assertReachable(dataDir, user, 'Choose a data folder that it can enter (DATA_DIR)');
  await assertReachable(programs, user, 'Install Waypost where it can, below /srv or /opt for example');

  let password = await readPassword(dir);
  if (password === undefined) {
    onProgress(`preparing the bundled Postgres in ${dir} (first start only)`);
    await createCluster(dataDir, dir, programs, user);
    password = await readPassword(dir);
  }
  if (password === undefined) {
    throw new Error(`${dir} was not made by Waypost (it has no ${PASSWORD_FILE}). Move it away, or set DATA_DIR.`);
  }
  await handOver(dir, user);
  return { dir, logFile: join(dataDir, 'postgres.log'), password, programs, user };
}

/** The names in the data folder, which is made when missing. */
async function readDataFolder(dataDir: string): Promise<string[]> {
  try {
    await mkdir(dataDir, { recursive: true });
    return await readdir(dataDir);
  } catch (error) {
    throw new Error(`The data folder can't be used (${errorMessage(error)}). Choose another one (DATA_DIR).`, {
      cause: error,
    });
  }
}

async function readPassword(dir: string): Promise<string | undefined> {
  try {
    return await readFile(join(dir, PASSWORD_FILE), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new Error(`${dir} can't be read: run Waypost as the user who owns it, or set DATA_DIR.`, { cause: error });
  }
}

async function createCluster(dataDir: string, dir: string, programs: string, user: ServerUser): Promise<void> {
  await removeAbandoned(dataDir);
  const workshop = await mkdtemp(join(dataDir, UNFINISHED));
  try {
    const passwordFile = join(workshop, PASSWORD_FILE);
    await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true });
    if (user) {
      await chown(passwordFile, user.uid, user.gid);
      await chown(workshop, user.uid, user.gid);
    }
    const cluster = join(workshop, 'postgres');
    await initialise(cluster, passwordFile, programs, user);
    // Inside the cluster, so that one rename brings both into being.
    await rename(passwordFile, join(cluster, PASSWORD_FILE));
    await rename(cluster, dir).catch((error: unknown) => {
      // Another start was faster; its cluster is as good as ours.
      if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(errorCode(error) ?? '')) throw error;
    });
    await syncFolder(dataDir);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function initialise(cluster: string, passwordFile: string, programs: string, user: ServerUser): Promise<void> {
  const args = [
    `--pgdata=${cluster}`,
    `--username=${CLUSTER_USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Postgres's own C.UTF-8: sorts alike on every system, whatever locales it has.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...Object.entries(SETTINGS).map(([name, value]) => `--set=${name}=${value}`),
  ];
  const { exitCode, output } = await runProgram(programs, 'initdb', args, user);
  if (exitCode !== 0)
    throw new Error(`The bundled Postgres can't create its folder. initdb reports:\n${output.trim()}`);
}

async function removeAbandoned(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith(UNFINISHED)) continue;
    const folder = join(dataDir, name);
    const age = Date.now() - ((await stat(folder).catch(() => undefined))?.mtimeMs ?? Date.now());
    if (age > ABANDONED_AFTER_MS) await rm(folder, { recursive: true, force: true });
  }
}

/** Makes a rename in the folder survive a power loss. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // folders can't be opened there
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
