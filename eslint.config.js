import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const features = ['accounts', 'webhooks', 'events', 'deliveries', 'sources'].map((room) => `./src/${room}`);
const outside = ['./src/http', './src/service', './src/commands'];
const stands = ['contract', 'sending', 'signing', 'database', 'log'].map((room) => `./src/${room}`);
const tools = ['./test', './bench', './scripts'];

/** The walls between the rooms: who may not import what, and why. */
const walls = [
  { target: './src', from: './src/main.ts', message: 'main.ts is the composition root: nothing imports it.' },
  {
    target: './src',
    from: tools,
    message: 'The product does not know its tests and tools.',
  },
  {
    target: './src/config.ts',
    from: './src',
    except: ['./sending/targetAddress.ts', './signing/secretBox.ts'],
    message: 'The configuration depends on nothing of ours but what reads the settings.',
  },
  {
    target: './src/sending',
    from: './src',
    except: ['./sending'],
    message: 'Sending is one attempt on the wire: it imports nothing else of ours.',
  },
  {
    target: './src/signing',
    from: [...features, ...outside, './src/database'],
    message: 'Signing knows no feature.',
  },
  {
    target: './src/contract',
    from: [...features, ...outside, './src/database'],
    message: 'A contract knows neither who serves it nor how.',
  },
  { target: './src/http', from: features, message: 'HTTP serves contracts: it knows no feature.' },
  { target: './src/database', from: [...features, ...outside], message: 'The database knows no feature.' },
  {
    target: features,
    from: outside,
    message: 'Features take typed input and return a typed result: they know neither HTTP nor the command line.',
  },
  {
    target: './src/accounts',
    from: features.filter((room) => room !== './src/accounts'),
    message: 'Accounts know no other feature.',
  },
  {
    target: './src/webhooks',
    from: ['./src/events', './src/deliveries', './src/sources'],
    message: 'Registration knows neither events nor deliveries.',
  },
  {
    target: './src/deliveries',
    from: ['./src/events', './src/sources'],
    message: 'Delivery works from stored rows: it does not know who published them.',
  },
  {
    target: './src/events',
    from: ['./src/deliveries', './src/sources'],
    message: 'Publishing stores rows: it does not know who delivers them.',
  },
  {
    target: './checks',
    from: ['./src', './client', ...tools],
    message: 'What the server and its clients check by depends on neither.',
  },
  {
    target: './client/src',
    from: ['./src', './console', ...tools],
    message: 'The client is a package of its own: it knows nothing of the server.',
  },
  {
    target: './console/src',
    from: ['./src', './checks', './generated', './prisma', ...tools],
    message: 'The console knows the service by @waypost/client alone.',
  },
  {
    target: './src',
    from: './console',
    message: 'The server serves the built console: it does not know what is in it.',
  },
  {
    target: [...features, ...stands, './src/http', './src/service'],
    from: './client',
    message: 'The server does not call itself: its client is for commands.',
  },
];

const environment = {
  selector:
    "MemberExpression[object.name='process'][property.name='env'], VariableDeclarator[init.name='process'] Property[key.name='env'], ImportSpecifier[imported.name='env']",
  message: 'Only main.ts reads the environment, through loadConfig.',
};
/** Packages that one room alone imports at run time: their types may be named anywhere. */
const doors = {
  express: {
    paths: [{ name: 'express', message: 'Only http/ imports Express.', allowTypeImports: true }],
    patterns: [
      {
        group: ['express-openapi-validator', 'express-openapi-validator/*'],
        message: 'Only http/ imports the validator.',
        allowTypeImports: true,
      },
    ],
  },
  database: {
    paths: [{ name: 'pg', message: 'Only database/ imports pg: others take a SqlRunner.' }],
    patterns: [
      {
        group: ['**/generated/prisma/*'],
        message: 'Only database/ imports the Prisma client at run time.',
        allowTypeImports: true,
      },
    ],
  },
  undici: {
    paths: [{ name: 'undici', message: 'Only sending/ imports undici.', allowTypeImports: true }],
    patterns: [],
  },
};

/** Of the client's files: a program of this package takes it as any other does. */
const byName = { group: ['**/client/src/**', '**/client/dist/**'], message: 'The client is imported by its name.' };

/** The rule that closes all doors but those named. */
function closed(...open) {
  const shut = Object.entries(doors).flatMap(([name, door]) => (open.includes(name) ? [] : [door]));
  return {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { paths: shut.flatMap(({ paths }) => paths), patterns: [byName, ...shut.flatMap(({ patterns }) => patterns)] },
    ],
  };
}

export default defineConfig(
  globalIgnores([
    '**/dist',
    '**/dist-*',
    'generated',
    'coverage',
    'docs-site',
    'examples/**/node_modules',
    'test/clients',
  ]),
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Our functions never use `this`: passing one on is safe, and arrow functions around each would be noise.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      'import-x/no-default-export': 'error',
      'import-x/no-cycle': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { 'import-x': importX },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: walls }],
      'no-restricted-syntax': ['error', environment],
      'no-console': 'error',
      ...closed(),
    },
  },
  {
    files: ['checks/**/*.ts', 'client/src/**/*.ts'],
    plugins: { 'import-x': importX },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: walls }],
      'no-console': 'error',
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ group: ['node:*'], message: 'Clients run where there is no Node, too.' }] },
      ],
    },
  },
  {
    files: ['console/src/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    plugins: { 'import-x': importX },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: walls }],
      'no-console': 'error',
      // It warns of what React's compiler would not understand, which is not used.
      'react-hooks/incompatible-library': 'off',
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [byName, { group: ['node:*'], message: 'The console runs in browsers.' }] },
      ],
      // What others control is text: React escapes it, unless it is told not to.
      'no-restricted-syntax': [
        'error',
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'What is shown is text.' },
      ],
    },
  },
  { files: ['src/main.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['src/http/**'], rules: closed('express') },
  { files: ['src/database/**'], rules: closed('database') },
  { files: ['src/sending/**'], rules: closed('undici') },
  { files: ['*.config.ts', '*.config.js'], rules: { 'import-x/no-default-export': 'off' } },
);
