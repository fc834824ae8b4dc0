/**
 * A process that uses the bundled database, to be killed by a test: `databaseUser.ts <folder> owner|guest`. Prints one line,
 * the database's URL or an error, and stops using it when its standard input ends.
 */
import { openBundledDatabase } from '../../../src/database/bundled/bundledDatabase.js';

const [folder, role] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: databaseUser.ts <folder> owner|guest');

try {
  const { url, stop } = await openBundledDatabase(folder, { owner: role === 'owner' });
  console.log(url);
  process.stdin.resume().on('end', () => void stop());
} catch (error) {
  console.log(error instanceof Error ? error.message : String(error));
}
