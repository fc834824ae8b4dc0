import { parse } from 'yaml';
import { isRecord, type ContractSet } from '../../../scripts/specDiff/node.js';

/** A contract in which each thing that can change occurs once, and a sister that takes a schema from it. */
export const thingsYaml = `
openapi: 3.1.1
info: { title: Things, version: 1.0.0, description: All of them. }
servers: [{ url: / }]
security: [{ key: [] }]
x-max-body-bytes: 1000
paths:
  /things:
    post:
      operationId: createThing
      parameters:
        - { name: page, in: query, schema: { type: integer, minimum: 1 } }
        - { name: X-Trace, in: header, required: true, schema: { type: string } }
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/NewThing' } } }
      responses:
        '200':
          description: It.
          headers:
            X-Request-Id: { required: true, schema: { type: string } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }
        '429': { description: Too many. }
        default: { description: Else. }
    delete:
      operationId: deleteThings
      responses: { '200': { description: Gone. } }
  /boxes:
    post:
      operationId: createBox
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Box' } } } }
      responses:
        '200':
          description: Its form.
          content:
            application/json:
              schema:
                oneOf: [{ $ref: '#/components/schemas/Round' }, { $ref: '#/components/schemas/Square' }]
                discriminator: { propertyName: form }
webhooks:
  MADE:
    post:
      operationId: notifyMade
      parameters:
        - { name: webhook-id, in: header, required: true, schema: { type: string } }
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/Made' } } }
      responses:
        '200': { description: Received. }
        '410': { description: Gone. }
components:
  securitySchemes:
    key: { type: http, scheme: bearer }
    basic: { type: http, scheme: basic }
  schemas:
    Kind: { type: string, enum: [SMALL, LARGE], description: How large. }
    NewThing:
      type: object
      additionalProperties: false
      required: [name]
      properties:
        name: { type: string, maxLength: 10, pattern: ^a }
        kind: { $ref: '#/components/schemas/Kind' }
        fixed: { not: {} }
    Thing:
      type: object
      required: [id, kind]
      properties:
        id: { type: string, maxLength: 10 }
        kind: { $ref: '#/components/schemas/Kind' }
        size: { type: [number, 'null'] }
        parts: { type: array, items: { $ref: '#/components/schemas/Thing' } }
        owner: { oneOf: [{ $ref: '#/components/schemas/Person' }, { $ref: '#/components/schemas/Company' }] }
    Person: { type: object, properties: { name: { type: string } } }
    Company: { type: object, additionalProperties: false, properties: { company: { type: string } } }
    Box:
      type: object
      required: [kind]
      properties: { kind: { enum: [SMALL, LARGE] }, weight: { type: integer } }
    Round:
      type: object
      required: [form, size]
      properties: { form: { const: Round }, size: { type: integer, maximum: 9 } }
    Square:
      type: object
      required: [form, size]
      properties: { form: { const: Square }, size: { type: integer, maximum: 9 } }
    Notice: { type: object, required: [event], properties: { event: { type: string } } }
    Made:
      allOf:
        - { $ref: '#/components/schemas/Notice' }
        - { type: object, required: [at], properties: { event: { const: MADE }, at: { type: integer }, note: { type: string } } }
`;
const sisterYaml = `
openapi: 3.1.1
info: { title: Sister, version: 1.0.0 }
paths:
  /made:
    post:
      operationId: publishMade
      requestBody: { content: { application/json: { schema: { $ref: './things.yaml#/components/schemas/Made' } } } }
      responses: { '200': { description: Done. } }
`;

/** Both contracts, fresh. */
export function contracts(): ContractSet {
  return new Map<string, unknown>([
    ['things.yaml', parse(thingsYaml)],
    ['sister.yaml', parse(sisterYaml)],
  ]);
}

/** Writes a value at a JSON Pointer, or removes what is there. */
export function put(document: unknown, pointer: string, value: unknown): void {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = steps.pop() ?? '';
  let target: unknown = document;
  for (const step of steps)
    target = Array.isArray(target) ? target[Number(step)] : isRecord(target) ? target[step] : undefined;
  if (Array.isArray(target)) {
    if (value === undefined) target.splice(Number(last), 1);
    else target[Number(last)] = value;
  } else if (isRecord(target)) {
    if (value === undefined) Reflect.deleteProperty(target, last);
    else target[last] = value;
  } else throw new Error(`There is nothing at ${pointer}.`);
}
