import { createRequire } from 'node:module';
import type * as generatorModule from '@prisma/client-generator-ts';
import internals from '@prisma/internals';

/**
 * Writes the Prisma client to where `schema.prisma` says: what `prisma generate` does, by the packages that it does it with.
 * The command line itself would be 150 MB more to install (a studio, a Postgres, a native engine that it would download),
 * and nothing here needs them.
 * @throws Error if the schema is not valid
 */
export async function generatePrismaClient(schemaPath: string): Promise<void> {
  // Its build for `import` names files without their extension, which Node does not find.
  const { PrismaClientTsGenerator } = createRequire(import.meta.url)(
    '@prisma/client-generator-ts',
  ) as typeof generatorModule;

  const generators = await internals.getGenerators({
    schemaContext: await internals.loadSchemaContext({
      schemaPath: { cliProvidedPath: schemaPath },
      printLoadMessage: false,
    }),
    registry: { 'prisma-client': { type: 'in-process', generator: new PrismaClientTsGenerator() } },
    skipDownload: true,
    cliCommand: 'generate',
  });
  for (const generator of generators) {
    await generator.generate();
    generator.stop();
  }
}
