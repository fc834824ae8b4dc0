import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** The walls between the rooms of src/: who may not import what, and why. */
const walls = [
  { target: './src', from: './src/main.ts', message: 'main.ts is the composition root: nothing imports it.' },
  {
    target: './src',
    from: ['./test', './bench', './scripts'],
    message: 'The product does not know its tests and tools.',
  },
  {
    target: './src/config.ts',
    from: './src',
    message: 'The configuration depends on nothing of ours.',
  },
  {
    target: './src/webhooks',
    from: ['./src/events', './src/deliveries'],
    message: 'Registration knows neither events nor deliveries.',
  },
  {
    target: ['./src/webhooks', './src/events', './src/deliveries'],
    from: './src/http',
    except: ['./operation.ts'],
    message: 'Handlers take typed input and return a typed result: of HTTP they know the types of operations only.',
  },
  {
    target: './src/deliveries',
    from: './src/events',
    message: 'Delivery works from stored rows: it does not know who published them.',
  },
  { target: './src/accounts', from: './src/http', message: 'Accounts know nothing of HTTP.' },
  {
    target: './src/client',
    from: './src',
    except: ['./client'],
    message: 'The client is imported by other packages: generated types only, no server code.',
  },
  {
    target: './src/receiver',
    from: './src',
    except: ['./receiver', './schemaCheck.ts', './packageFile.ts', './errors.ts'],
    message: 'The receiver is imported by other packages: the contract, and no server code.',
  },
];

const environment = {
  selector:
    "MemberExpression[object.name='process'][property.name='env'], VariableDeclarator[init.name='process'] Property[key.name='env'], ImportSpecifier[imported.name='env']",
  message: 'Only main.ts reads the environment, through loadConfig.',
};
const express = { name: 'express', message: 'Only http/ imports Express.', allowTypeImports: true };
const prisma = {
  group: ['**/generated/prisma/*'],
  message: 'Only database/ imports the Prisma client at run time.',
  allowTypeImports: true,
};

export default defineConfig(
  globalIgnores(['dist', 'generated', 'coverage', 'docs-site', 'examples/**/node_modules']),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
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
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [express], patterns: [prisma] }],
    },
  },
  { files: ['src/main.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['src/http/**'], rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [prisma] }] } },
  {
    files: ['src/database/**'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths: [express] }] },
  },
  { files: ['*.config.ts', '*.config.js'], rules: { 'import-x/no-default-export': 'off' } },
);
