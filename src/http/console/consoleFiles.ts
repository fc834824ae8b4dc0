import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** A file of the built console, in each form that the build has made of it. */
export interface ConsoleFile {
  plain: Buffer;
  gzip: Buffer;
  br: Buffer;
}

/**
 * The files of the built console, by the paths beneath `/console/`. They are few and never change while the process runs, so that they are
 * read once, and nothing that a request says becomes the name of a file.
 * @returns null if there is no such folder: a checkout that was not built
 */
export async function readConsoleFiles(folder: string): Promise<ReadonlyMap<string, ConsoleFile> | null> {
  if (!existsSync(folder)) return null;
  const names = await readdir(folder, { recursive: true });
  const files = await Promise.all(
    names
      .filter((name) => names.includes(`${name}.br`))
      .map(async (name): Promise<[string, ConsoleFile]> => {
        const [plain, gzip, br] = await Promise.all(
          ['', '.gz', '.br'].map((form) => readFile(join(folder, name + form))),
        );
        if (!plain || !gzip || !br) throw new Error(`${name} of the console is not complete.`);
        return [name.replaceAll(sep, '/'), { plain, gzip, br }];
      }),
  );
  return new Map(files);
}
