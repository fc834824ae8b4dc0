import { describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { packageFile } from '../src/packageFile.js';

/** The repository's own rules, without those that need to know all types: the walls don't, and it takes a tenth of the time. */
const eslint = new ESLint({
  cwd: packageFile('.'),
  overrideConfig: [
    tseslint.configs.disableTypeChecked,
    { languageOptions: { parserOptions: { projectService: false } } },
  ],
});

/** What the rules have against a file of this content at this place. */
async function faultsOf(path: string, text: string): Promise<string[]> {
  const results = await eslint.lintText(text, { filePath: packageFile(path) });
  return results.flatMap(({ messages }) => messages.map(({ message }) => message));
}

describe('a wall of the house is not crossed without the linter noticing:', () => {
  it.each([
    [
      'express outside of http/',
      'src/webhooks/new.ts',
      "import express from 'express';\nexpress();\n",
      /Only http\/ imports Express/,
    ],
    [
      'express in the database',
      'src/database/new.ts',
      "import { Router } from 'express';\nRouter();\n",
      /Only http\/ imports Express/,
    ],
    [
      'Prisma outside of database/',
      'src/webhooks/new.ts',
      "import { PrismaClient } from '../../generated/prisma/client.js';\nnew PrismaClient();\n",
      /Only database\/ imports the Prisma client/,
    ],
    [
      'Prisma in http/',
      'src/http/new.ts',
      "import { PrismaClient } from '../../generated/prisma/client.js';\nnew PrismaClient();\n",
      /Only database\/ imports the Prisma client/,
    ],
    [
      'the environment outside of main.ts',
      'src/http/new.ts',
      'export const port = process.env.PORT;\n',
      /Only main\.ts reads the environment/,
    ],
    [
      'deliveries from webhooks',
      'src/webhooks/new.ts',
      "import '../deliveries/log.js';\n",
      /Registration knows neither events nor deliveries/,
    ],
    ['http from deliveries', 'src/deliveries/new.ts', "import '../http/app.js';\n", /they know neither HTTP/],
    ['http from accounts', 'src/accounts/new.ts', "import '../http/app.js';\n", /they know neither HTTP/],
    ['a command from a feature', 'src/events/new.ts', "import '../commands/context.js';\n", /they know neither HTTP/],
    ['a webhook from accounts', 'src/accounts/new.ts', "import '../webhooks/store.js';\n", /know no other feature/],
    [
      'events from deliveries',
      'src/deliveries/new.ts',
      "import '../events/storeEvents.js';\n",
      /does not know who published/,
    ],
    ['deliveries from events', 'src/events/new.ts', "import '../deliveries/log.js';\n", /does not know who delivers/],
    ['a feature from http', 'src/http/new.ts', "import '../accounts/keyring.js';\n", /it knows no feature/],
    [
      'a feature from the database',
      'src/database/new.ts',
      "import '../accounts/keyring.js';\n",
      /database knows no feature/,
    ],
    [
      'a feature from a contract',
      'src/contract/new.ts',
      "import '../events/storeEvents.js';\n",
      /neither who serves it/,
    ],
    ['a feature from signing', 'src/signing/new.ts', "import '../webhooks/store.js';\n", /Signing knows no feature/],
    ['anything of ours from sending', 'src/sending/new.ts', "import '../errors.js';\n", /imports nothing else of ours/],
    [
      'undici outside of sending/',
      'src/http/new.ts',
      "import { Pool } from 'undici';\nnew Pool('');\n",
      /Only sending\/ imports undici/,
    ],
    [
      'pg outside of database/',
      'src/deliveries/new.ts',
      "import pg from 'pg';\nnew pg.Pool();\n",
      /Only database\/ imports pg/,
    ],
    [
      'the validator outside of http/',
      'src/contract/new.ts',
      "import { middleware } from 'express-openapi-validator';\nmiddleware({ apiSpec: '' });\n",
      /Only http\/ imports the validator/,
    ],
    ['the console in the product', 'src/http/new.ts', "console.log('');\n", /Unexpected console statement/],
    [
      'the server from the client',
      'client/src/new.ts',
      "import '../../src/errors.js';\n",
      /knows nothing of the server/,
    ],
    ['tools from the client', 'client/src/new.ts', "import '../../scripts/build.js';\n", /knows nothing of the server/],
    ['Node from the client', 'client/src/new.ts', "import 'node:crypto';\n", /run where there is no Node/],
    [
      'the server from the console',
      'console/src/new.ts',
      "import '../../src/errors.js';\n",
      /by @waypost\/client alone/,
    ],
    [
      'generated types from the console',
      'console/src/new.ts',
      "import '../../generated/webhooks.js';\n",
      /by @waypost\/client alone/,
    ],
    [
      "the client's files from the console",
      'console/src/new.tsx',
      "import '../../client/src/index.js';\n",
      /imported by its name/,
    ],
    ['Node from the console', 'console/src/new.ts', "import 'node:fs';\n", /runs in browsers/],
    [
      'markup that is not text in the console',
      'console/src/new.tsx',
      "export const x = <p dangerouslySetInnerHTML={{ __html: '' }} />;\n",
      /What is shown is text/,
    ],
    [
      'the console from the server',
      'src/http/new.ts',
      "import '../../console/src/theme.js';\n",
      /serves the built console/,
    ],
    [
      'the console from the client',
      'client/src/new.ts',
      "import '../../console/src/theme.js';\n",
      /knows nothing of the server/,
    ],
    ['the server from the checks', 'checks/new.ts', "import '../src/errors.js';\n", /depends on neither/],
    ['the client from the checks', 'checks/new.ts', "import '../client/src/outbox.js';\n", /depends on neither/],
    ['the client from a feature', 'src/webhooks/new.ts', "import '@waypost/client';\n", /does not call itself/],
    ['the client from http', 'src/http/new.ts', "import '@waypost/client/receiver';\n", /does not call itself/],
    [
      "the client's files from a command",
      'src/commands/new.ts',
      "import '../../client/src/outbox.js';\n",
      /imported by its name/,
    ],
    ['anything of ours from the configuration', 'src/config.ts', "import './log.js';\n", /depends on nothing of ours/],
    [
      'more of sending from the configuration',
      'src/config.ts',
      "import './sending/send.js';\n",
      /depends on nothing of ours/,
    ],
    ['main.ts from anywhere', 'src/commands/new.ts', "import '../main.js';\n", /nothing imports it/],
    [
      'tests from the product',
      'src/webhooks/new.ts',
      "import '../../test/support/seed.js';\n",
      /does not know its tests/,
    ],
    ['tools from the product', 'src/webhooks/new.ts', "import '../../scripts/build.js';\n", /does not know its tests/],
  ])('%s', async (_, path, text, message) => {
    expect(await faultsOf(path, text)).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    ['express in http/', 'src/http/new.ts', "import express from 'express';\nexpress();\n"],
    [
      'the type of a request anywhere',
      'src/webhooks/new.ts',
      "import type { Request } from 'express';\nexport type R = Request;\n",
    ],
    [
      'Prisma in database/',
      'src/database/new.ts',
      "import { PrismaClient } from '../../generated/prisma/client.js';\nnew PrismaClient();\n",
    ],
    [
      'what reads a setting in the configuration',
      'src/config.ts',
      "import { parseSealingKeys } from './signing/secretBox.js';\nparseSealingKeys('');\n",
    ],
    ['the client in the console', 'console/src/new.ts', "import '@waypost/client';\n"],
    ['the client in a command', 'src/commands/new.ts', "import '@waypost/client';\n"],
    ['what both check by in the client', 'client/src/new.ts', "import '../../checks/faultWords.js';\n"],
    ['the environment in main.ts', 'src/main.ts', 'export const port = process.env.PORT;\n'],
    [
      'the types of an operation in webhooks',
      'src/webhooks/new.ts',
      "import type { Handlers } from '../contract/operation.js';\nexport type H = Handlers<never, never, never>;\n",
    ],
  ])('while %s is allowed', async (_, path, text) => {
    expect(await faultsOf(path, text)).toEqual([]);
  });
});
