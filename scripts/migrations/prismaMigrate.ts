/** What Prisma's own `migrate` would do and say, for the tools and tests of this repository. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readMigrations } from '../../src/database/migrationFiles.js';
import { packageFile } from '../../src/packageFile.js';
import { withSchemaEngine, type MigrationList, type SchemaFile } from './schemaEngine.js';

const NOTHING_EXCLUDED = { externalTables: [], externalEnums: [] };

/**
 * The SQL that the migrations lack to reach `schema.prisma`; empty when they are complete. What Prisma can't express
 * (CHECK constraints, partial indexes) is not compared.
 *
 * The migrations are run in a temporary database on the server of `databaseUrl`, whose user needs the right to create one.
 */
export async function diffMigrations(databaseUrl: string, prismaFolder = packageFile('prisma')): Promise<string> {
  const { schema, migrations } = await readPrismaFolder(prismaFolder);
  const { exitCode, stdout } = await withSchemaEngine(databaseUrl, schema, (engine) =>
    engine.diff({
      from: { tag: 'migrations', ...migrations },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      exitCode: true, // 2 = there is a difference
      filters: NOTHING_EXCLUDED,
    }),
  );
  return exitCode === 2 ? (stdout ?? '') : '';
}

/** `prisma migrate deploy`: applies the migrations that the database lacks. @returns their names */
export async function prismaDeploy(databaseUrl: string, prismaFolder = packageFile('prisma')): Promise<string[]> {
  const { schema, migrations } = await readPrismaFolder(prismaFolder);
  const { appliedMigrationNames } = await withSchemaEngine(databaseUrl, schema, (engine) =>
    engine.applyMigrations({ migrationsList: migrations, filters: NOTHING_EXCLUDED }),
  );
  return appliedMigrationNames;
}

/** `prisma migrate status`: what the engine has to say of the database, compared with the migrations. Changes nothing. */
export async function prismaStatus(databaseUrl: string, prismaFolder = packageFile('prisma')) {
  const { schema, migrations } = await readPrismaFolder(prismaFolder);
  return withSchemaEngine(databaseUrl, schema, (engine) =>
    engine.diagnoseMigrationHistory({
      migrationsList: migrations,
      optInToShadowDatabase: false,
      filters: NOTHING_EXCLUDED,
    }),
  );
}

async function readPrismaFolder(folder: string): Promise<{ schema: SchemaFile; migrations: MigrationList }> {
  const path = join(folder, 'schema.prisma');
  const baseDir = join(folder, 'migrations');
  return {
    schema: { path, content: await readFile(path, 'utf8') },
    migrations: {
      baseDir,
      lockfile: {
        path: 'migration_lock.toml',
        content: await readFile(join(baseDir, 'migration_lock.toml'), 'utf8').catch(() => null),
      },
      shadowDbInitScript: '',
      migrationDirectories: (await readMigrations(folder)).map(({ name, script }) => ({
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: script } },
      })),
    },
  };
}
