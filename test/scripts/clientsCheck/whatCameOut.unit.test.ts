import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { DOCUMENTS, languages, type DocumentName } from '../../../scripts/clientsCheck/languages.js';
import {
  expectedOf,
  missingIn,
  warningsIn,
  type CountedDocument,
  type Expected,
} from '../../../scripts/clientsCheck/whatCameOut.js';
import { packageFile } from '../../../src/packageFile.js';

async function expectedFrom(document: DocumentName): Promise<Expected> {
  const text = await readFile(packageFile(`generated/openapi/${document}.json`), 'utf8');
  return expectedOf(JSON.parse(text) as CountedDocument);
}

describe('what has to come out of a document', () => {
  it('is every operation of its paths, and the body of every notification', async () => {
    const { operations, schemas } = await expectedFrom('webhooks');
    expect(operations).toEqual(['listWebhooks', 'createWebhook', 'updateWebhook', 'replaceWebhook', 'deleteWebhook']);
    expect(schemas).toEqual(expect.arrayContaining(['ErrorCode', 'Webhook', 'WaypointStatusChangedNotification']));
    expect(schemas.filter((name) => name.endsWith('Notification'))).toHaveLength(4);
  });

  it('is a union with its members, and no text or constant', async () => {
    const { schemas, unions } = await expectedFrom('events');
    expect(unions).toEqual(['PublishedEvent']);
    expect(schemas).toEqual(expect.arrayContaining(['RouteStartedEvent', 'WaypointStatusChangedEvent']));
    expect(schemas).not.toContain('RouteId');
  });

  it('is something for each document, and there are no others', async () => {
    const contracts = (await readdir(packageFile('openapi'))).filter((file) => file.endsWith('.yaml'));
    expect([...DOCUMENTS].map((document) => `${document}.yaml`).sort()).toEqual(contracts.sort());
    for (const document of DOCUMENTS) {
      const { operations, schemas } = await expectedFrom(document);
      expect(operations.length).toBeGreaterThan(0);
      expect(schemas.length).toBeGreaterThan(5);
    }
  });
});

describe('what did not come out', () => {
  const expected = { operations: ['listThings'], schemas: ['Thing'], unions: ['AnyThing'] };
  /** The things of each generator, as it writes them. */
  const written = new Map([
    ['Python openapi-python-client', ['/api/things/list_things.py', 'class Thing:']],
    [
      'Go oapi-codegen',
      ['func (c *ClientWithResponses) ListThingsWithResponse(ctx', 'type Thing struct {', 'type AnyThing struct {'],
    ],
    [
      'Java openapi-generator',
      ['  public ThingList listThings() throws', 'public class Thing {', 'public class AnyThing extends'],
    ],
    [
      'TypeScript @hey-api/openapi-ts',
      ['export const listThings = <', 'export type Thing = {', 'export type AnyThing = T'],
    ],
    ['Python openapi-generator', ['    def list_things(', 'class Thing(BaseModel)', 'class AnyThing(BaseModel)']],
    [
      'Go openapi-generator',
      ['func (a *ThingsAPIService) ListThingsExecute(r', 'type Thing struct {', 'type AnyThing struct {'],
    ],
  ]);

  it.each(languages.map((language) => [`${language.name} ${language.generator}`, language.naming] as const))(
    'is found in the sources of %s',
    (name, naming) => {
      const lines = written.get(name) ?? [];
      expect(missingIn(lines.join('\n'), expected, naming)).toEqual([]);
      const names = [...expected.operations, ...expected.schemas, ...expected.unions];
      for (const [i, line] of lines.entries()) {
        const others = lines.filter((other) => other !== line).join('\n');
        expect(missingIn(others, expected, naming)).toEqual([names[i]]);
      }
    },
  );

  it('is admitted in warnings, of which only those that mean nothing are passed over', () => {
    const dropped = 'Warning(s) encountered while generating. Client was generated, but some pieces may be missing';
    const skipped = 'Cannot parse response for status code 200, response will be omitted';
    const beta = '[main] WARN  o.o.codegen.DefaultCodegen - OpenAPI 3.1 support is still in beta. To report an issue';
    expect(warningsIn(`Generating\n${dropped}\n${beta}\n${skipped}\nDone`)).toEqual([dropped, skipped]);
  });
});
