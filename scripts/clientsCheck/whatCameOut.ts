/** Whether everything that a document describes is in the code that was generated from it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How a generator names what it makes, in its sources, each of which begins with a line that holds its path. */
export interface Naming {
  operation(id: string): RegExp;
  schema(name: string): RegExp;
  /** Whether it writes out a union where it is used, and names only its members. */
  inlinesUnions?: boolean;
}

/** What has to come out of a document. */
export interface Expected {
  /** operationIds of the paths. Notifications are no operations of a client; their bodies are schemas. */
  operations: string[];
  /** The named schemas that are types of their own: objects, enums and unions. Texts and constants are written where they are used. */
  schemas: string[];
  unions: string[];
}

interface Schema {
  type?: unknown;
  enum?: unknown[];
  oneOf?: unknown[];
  anyOf?: unknown[];
}

/** As much of an OpenAPI document as is counted. */
export interface CountedDocument {
  paths: Record<string, Record<string, unknown>>;
  components: { schemas: Record<string, Schema> };
}

export function expectedOf({ paths, components }: CountedDocument): Expected {
  const operations = Object.values(paths)
    .flatMap((item) => Object.values(item))
    .map((operation) => (operation as { operationId?: string }).operationId)
    .filter((id) => id !== undefined);
  const schemas = Object.entries(components.schemas);
  return {
    operations,
    schemas: schemas.filter(([, { type, enum: members }]) => type === 'object' || members).map(([name]) => name),
    unions: schemas.filter(([, { oneOf, anyOf }]) => oneOf ?? anyOf).map(([name]) => name),
  };
}

/** The names in `expected` that the sources do not have. */
export function missingIn(sources: string, expected: Expected, naming: Naming): string[] {
  const named = naming.inlinesUnions ? expected.schemas : [...expected.schemas, ...expected.unions];
  return [
    ...expected.operations.filter((id) => !naming.operation(id).test(sources)),
    ...named.filter((name) => !naming.schema(name).test(sources)),
  ];
}

/** Lines in which a generator says that it could not do all that was asked. None is passed over but those that are explained here. */
export function warningsIn(output: string): string[] {
  return output
    .split('\n')
    .filter((line) => /warn|skip|ignor|unsupported|not supported|missing|could not|cannot|unable|drop/i.test(line))
    .filter((line) => !HARMLESS.some((pattern) => pattern.test(line)));
}

const HARMLESS = [
  // openapi-generator, of every document of 3.1.
  /OpenAPI 3\.1 support is still in beta/,
  // openapi-generator, of the notifications' examples, which appear in no code.
  /Ignoring complex example on request body/,
  // openapi-generator, of schemas that stand where they are used, and have no name.
  /Failed to get the schema name: null/,
  // openapi-generator's Python, of `additional_properties`.
  /Codegen property is null .*Default to typing\.Any/,
  // openapi-generator, of operations that call a receiver, which are not asked for: their bodies are schemas, and those are counted.
  /Skipping generation of Webhooks\./,
  // openapi-generator, of a list of files to be left alone, which nobody wrote.
  /No file \(\.openapi-generator-ignore\) will be evaluated/,
  // openapi-generator, of files: of .gitignore, of a class that it calls ApiException, of tests that are not asked for. What is missed is counted.
  /INFO .*\.TemplateManager - (?:writing file|Skipped) /,
];

/** All files below a folder as one text, each behind a line with its path. */
export async function sourcesBelow(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.map(async (file) => `${file}\n${await readFile(file, 'utf8')}`));
  return texts.join('\n');
}
