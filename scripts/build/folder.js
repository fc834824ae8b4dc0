/**
 * A folder that is made from other files, and made again only when those have changed. It is JavaScript, so that no compiler is loaded to
 * find that out.
 */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const STAMP = '.inputs';

/**
 * Makes a folder, unless it was made from the very same inputs. It is made beside its place and then renamed: a failed build leaves what was
 * there, and two at once don't take each other's files away.
 * @param {string} folder from the repository's root
 * @param {string[]} inputs files, and folders whose names end with a slash
 * @param {(workshop: string) => Promise<boolean>} make fills an empty folder; it answers whether it could, and has said why not
 * @returns {Promise<boolean>} whether the folder is there, and up to date
 */
export async function buildFolder(folder, inputs, make) {
  const target = join(root, folder);
  const stamp = await fingerprint(inputs);
  if (stamp === (await readFile(join(target, STAMP), 'utf8').catch(() => ''))) return true;
  await removeAbandoned(target);
  const workshop = `${target}-${process.pid}`;
  const made = await make(workshop);
  if (made) {
    await writeFile(join(workshop, STAMP), stamp);
    await replace(target, workshop);
  }
  await rm(workshop, { recursive: true, force: true });
  return made;
}

async function fingerprint(inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of input.endsWith('/') ? await filesIn(input) : [input]) {
      const content = await readFile(join(root, file));
      hash.update(`${file}\0${Buffer.byteLength(content)}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

async function filesIn(folder) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

async function replace(target, workshop) {
  const old = `${workshop}-old`;
  await rename(target, old).catch(ignore('ENOENT'));
  // Another build may have been faster in this moment: what it made is as good.
  await rename(workshop, target).catch(ignore('ENOTEMPTY', 'EEXIST', 'EPERM'));
  await rm(old, { recursive: true, force: true });
}

/** What builds have left behind that were killed. */
async function removeAbandoned(target) {
  const pattern = new RegExp(`^${basename(target)}-(\\d+)(-old)?$`);
  for (const name of await readdir(dirname(target))) {
    const pid = pattern.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      await rm(join(dirname(target), name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function ignore(...codes) {
  return (error) => {
    if (!codes.includes(error.code)) throw error;
  };
}
