import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { openBundledDatabase, type BundledDatabase } from '../../../src/database/bundled/bundledDatabase.js';

/** All tests go on with one folder, as an operator does. */
let folder: string;
const children: ChildProcess[] = [];
const opened: BundledDatabase[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waypost-bundled-'));
});
afterEach(async () => {
  await Promise.all(children.splice(0).map(kill));
  await Promise.all(opened.splice(0).map(({ stop }) => stop()));
});
afterAll(async () => {
  const last = await openBundledDatabase(folder, { owner: false });
  await last.stop();
  await rm(folder, { recursive: true });
});

/** A process that opens the folder; `answer` is its url, or the error that it met. */
async function startUser(role: 'owner' | 'guest'): Promise<{ child: ChildProcess; answer: string }> {
  const script = fileURLToPath(new URL('databaseUser.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, role], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const answer = once(createInterface(child.stdout), 'line').then(([line]) => String(line));
  const silent = once(child, 'close').then(() => {
    throw new Error('The process ended without a word.');
  });
  silent.catch(() => undefined); // of a process that ends later, as it is to
  return { child, answer: await Promise.race([answer, silent]) };
}

/** Opens the folder in this process; it is stopped after the test at the latest. */
async function open(role: 'owner' | 'guest', onProgress: (message: string) => void = () => undefined) {
  const database = await openBundledDatabase(folder, { owner: role === 'owner', onProgress });
  opened.push(database);
  return database;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.stdin?.end();
  await exited;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(text).finally(() => client.end());
  return rows;
}

const pidFile = () => join(folder, 'postgres', 'postmaster.pid');

async function serverPid(): Promise<number> {
  return Number((await readFile(pidFile(), 'utf8')).split('\n')[0]);
}

/** Kills the server as a power loss would, and returns when it is gone. */
async function killServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const gone = new Promise<void>((resolve) => client.once('end', resolve));
  process.kill(await serverPid(), 'SIGKILL');
  await gone;
}

describe('the owner of a data folder', () => {
  it('is one of two that start on an empty folder in the same moment; the other is told what to do', async () => {
    const users = await Promise.all([startUser('owner'), startUser('owner')]);
    const winner = users.find(({ answer }) => answer.startsWith('postgresql:'));
    const loser = users.find((user) => user !== winner);

    expect(loser?.answer).toContain(`Another Waypost is running on ${join(folder, 'postgres')}`);
    expect(loser?.answer).toMatch(/Stop it.*DATA_DIR.*DATABASE_URL/);
    await query(winner?.answer ?? '', 'CREATE TABLE notes (text text)');
    expect((await readdir(folder)).sort()).toEqual(['postgres', 'postgres.log']);

    if (winner) await end(winner.child);
    await expect(stat(pidFile())).rejects.toThrow('ENOENT');
  });

  it('goes on with the server of an owner that was killed, and with all that was committed', async () => {
    const { child, answer: url } = await startUser('owner');
    await query(url, `INSERT INTO notes VALUES ('before the kill')`);
    const pid = await serverPid();
    await kill(child);

    const next = await open('owner');
    expect(next.url).toBe(url);
    expect(await serverPid()).toBe(pid);
    expect(await query(next.url, 'SELECT text FROM notes')).toEqual([{ text: 'before the kill' }]);
  });

  it('keeps out a second owner in another process while it is alive', async () => {
    const owner = await open('owner');
    const { answer } = await startUser('owner');
    expect(answer).toContain('Another Waypost is running');
    expect(await query(owner.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('brings back a server that was killed, at the same address and still as its only owner', async () => {
    const messages: string[] = [];
    let isBack: (() => void) | undefined;
    const back = new Promise<void>((resolve) => (isBack = resolve));
    const owner = await open('owner', (message) => {
      messages.push(message);
      if (message === 'the bundled Postgres is back') isBack?.();
    });
    await killServer(owner.url);
    await back;

    expect(messages[0]).toBe('the bundled Postgres is gone, starting it again');
    expect(await query(owner.url, 'SELECT text FROM notes')).toEqual([{ text: 'before the kill' }]);
    await expect(open('owner')).rejects.toThrow('Another Waypost is running');
  });
});

describe('a guest of a data folder', () => {
  it('uses the server of the owner and leaves it running', async () => {
    const owner = await open('owner');
    const { child, answer } = await startUser('guest');
    expect(answer).toBe(owner.url);
    await end(child);
    expect(await query(owner.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('alone starts the server and stops it', async () => {
    const guest = await open('guest');
    expect(await query(guest.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await guest.stop();
    await expect(stat(pidFile())).rejects.toThrow('ENOENT');
  });

  it('leaves the server that it started to an owner or a guest who came meanwhile', async () => {
    const first = await open('guest');
    const second = await open('guest');
    const owner = await open('owner');
    await Promise.all([first.stop(), second.stop()]);
    expect(await query(owner.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('a start after a crash', () => {
  it('recovers the cluster of a killed server, on another port if its own is taken', async () => {
    const { child, answer: url } = await startUser('owner');
    await query(url, `INSERT INTO notes VALUES ('before the crash')`);
    const { port } = new URL(url);
    await kill(child);
    await killServer(url);
    const stranger = createServer((socket) => socket.destroy()).listen(Number(port), '127.0.0.1');
    await once(stranger, 'listening');

    const next = await open('owner');
    expect(new URL(next.url).port).not.toBe(port);
    stranger.close();
    expect(await query(next.url, `SELECT text FROM notes WHERE text = 'before the crash'`)).toHaveLength(1);
  });

  it('is not stopped by a postmaster.pid whose pid belongs to another program by now', async () => {
    const guest = await open('guest');
    const [, ...rest] = (await readFile(pidFile(), 'utf8')).split('\n');
    await guest.stop();
    await writeFile(pidFile(), [process.ppid, ...rest].join('\n'));

    const next = await open('guest');
    expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('the bundled database', () => {
  it('is durable, speaks UTF-8, listens on the loopback only and asks for its password', async () => {
    const guest = await open('guest');
    expect(
      await query(
        guest.url,
        `SELECT current_setting('fsync') AS fsync, current_setting('listen_addresses') AS addresses,
           current_setting('server_encoding') AS encoding, current_setting('max_connections') AS connections`,
      ),
    ).toEqual([{ fsync: 'on', addresses: '127.0.0.1', encoding: 'UTF8', connections: '200' }]);
    expect((await stat(join(folder, 'postgres', 'waypost-password'))).mode & 0o777).toBe(0o600);

    const wrong = new URL(guest.url);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('does not take a folder that holds something else', async () => {
    const other = await mkdtemp(join(tmpdir(), 'waypost-other-'));
    await chmod(other, 0o755);
    await mkdir(join(other, 'postgres'));
    await writeFile(join(other, 'postgres', 'PG_VERSION'), '9.6');
    await expect(openBundledDatabase(other, { owner: true })).rejects.toThrow(/was not made by Waypost.*DATA_DIR/);
    expect(await readdir(other)).toEqual(['postgres']);
    await rm(other, { recursive: true });
  });
});
