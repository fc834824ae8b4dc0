const POST = '/paths/~1things/post';
export const SCHEMAS = '/components/schemas';
/** A union, whose members are named by their schemas. */
const SHAPE = '/paths/~1boxes/post/responses/200/content/application~1json/schema';
const MADE = `${SCHEMAS}/Made/allOf/1`;

/** What is done to the contract (a pointer and what is written there; nothing: what was there is removed), and what that means. */
export const edits: [name: string, edit: Record<string, unknown>, expected: string[]][] = [
  ['nothing', {}, []],
  ['a description', { [`${SCHEMAS}/Kind/description`]: 'Its size.' }, ['documentation: `description` was changed']],
  ['the version', { '/info/version': '1.0.1' }, ['documentation: `info` was changed']],
  ['the body limit', { '/x-max-body-bytes': 500 }, ['risky: `x-max-body-bytes` changed from 1000 to 500']],
  ['an operation removed', { '/paths/~1things/delete': undefined }, ['breaking: DELETE /things was removed']],
  ['an operation added', { '/paths/~1things/get': { responses: {} } }, ['compatible: GET /things is new']],
  [
    'an operationId',
    { [`${POST}/operationId`]: 'makeThing' },
    ['risky: `operationId` changed from "createThing" to "makeThing"'],
  ],
  ['an operation deprecated', { [`${POST}/deprecated`]: true }, ['compatible: is deprecated']],

  [
    'a request property required',
    { [`${SCHEMAS}/NewThing/required`]: ['name', 'kind'] },
    ['breaking: the property `kind` is required now'],
  ],
  [
    'a request property optional',
    { [`${SCHEMAS}/NewThing/required`]: [] },
    ['compatible: the property `name` is no longer required'],
  ],
  [
    'a request property added',
    { [`${SCHEMAS}/NewThing/properties/note`]: {} },
    ['compatible: the property `note` was added'],
  ],
  [
    'a required request property added',
    { [`${SCHEMAS}/NewThing/properties/note`]: {}, [`${SCHEMAS}/NewThing/required`]: ['name', 'note'] },
    ['breaking: the required property `note` was added'],
  ],
  [
    'a request property removed',
    { [`${SCHEMAS}/NewThing/properties/kind`]: undefined },
    ['breaking: the property `kind` was removed'],
  ],
  ['a refused request property removed', { [`${SCHEMAS}/NewThing/properties/fixed`]: undefined }, []],
  [
    'a refused request property accepted',
    { [`${SCHEMAS}/NewThing/properties/fixed`]: {} },
    ['compatible: the property `fixed` was added'],
  ],
  [
    'a request property refused',
    { [`${SCHEMAS}/NewThing/properties/kind`]: { not: {} } },
    ['breaking: the property `kind` was removed'],
  ],
  [
    'a request opened',
    { [`${SCHEMAS}/NewThing/additionalProperties`]: undefined },
    ['compatible: further properties are possible now'],
  ],
  [
    'a request bound tightened',
    { [`${SCHEMAS}/NewThing/properties/name/maxLength`]: 9 },
    ['breaking: `maxLength` changed from 10 to 9'],
  ],
  [
    'a request bound loosened',
    { [`${SCHEMAS}/NewThing/properties/name/maxLength`]: undefined },
    ['compatible: `maxLength` changed from 10 to none'],
  ],
  [
    'a request pattern',
    { [`${SCHEMAS}/NewThing/properties/name/pattern`]: '^b' },
    ['breaking: `pattern` changed from "^a" to "^b"'],
  ],
  [
    'a request condition',
    { [`${SCHEMAS}/NewThing/if`]: { required: ['kind'] } },
    ['breaking: `if` changed from none to {"required":["kind"]}'],
  ],
  [
    'a request type widened',
    { [`${SCHEMAS}/NewThing/properties/name/type`]: ['string', 'null'] },
    ['compatible: the type may be null now'],
  ],
  ['a body optional', { [`${POST}/requestBody/required`]: false }, ['compatible: the body is no longer required']],
  [
    'a media type removed',
    { [`${POST}/requestBody/content`]: { 'text/plain': {} } },
    ['breaking: the media type application/json was removed', 'compatible: the media type text/plain was added'],
  ],

  [
    'a parameter removed',
    { [`${POST}/parameters/0`]: undefined },
    ['breaking: the parameter `query page` was removed'],
  ],
  [
    'a parameter required',
    { [`${POST}/parameters/0/required`]: true },
    ['breaking: the parameter `query page` is required now'],
  ],
  [
    'a parameter tightened',
    { [`${POST}/parameters/0/schema/minimum`]: 2 },
    ['breaking: `minimum` changed from 1 to 2'],
  ],
  ['a header in other letters', { [`${POST}/parameters/1/name`]: 'x-trace' }, []],
  [
    'a parameter for all methods',
    { '/paths/~1things/parameters': [{ name: 'q', in: 'query', schema: {} }] },
    ['compatible: the parameter `query q` was added'],
  ],

  [
    'a response property removed',
    { [`${SCHEMAS}/Thing/properties/size`]: undefined },
    ['breaking: the property `size` was removed'],
  ],
  [
    'a response property added',
    { [`${SCHEMAS}/Thing/properties/note`]: {} },
    ['compatible: the property `note` was added'],
  ],
  [
    'a property added to a closed response',
    { [`${SCHEMAS}/Company/properties/city`]: {} },
    ['risky: the property `city` was added'],
  ],
  [
    'a response property optional',
    { [`${SCHEMAS}/Thing/required`]: ['id'] },
    ['breaking: the property `kind` is no longer required'],
  ],
  [
    'a response property required',
    { [`${SCHEMAS}/Thing/required`]: ['id', 'kind', 'size'] },
    ['compatible: the property `size` is required now'],
  ],
  [
    'a response type widened',
    { [`${SCHEMAS}/Thing/properties/id/type`]: ['string', 'null'] },
    ['breaking: the type may be null now'],
  ],
  [
    'a response type narrowed',
    { [`${SCHEMAS}/Thing/properties/size/type`]: 'integer' },
    ['compatible: the type is no longer number, null'],
  ],
  [
    'a response bound loosened',
    { [`${SCHEMAS}/Thing/properties/id/maxLength`]: 11 },
    ['risky: `maxLength` changed from 10 to 11'],
  ],
  [
    'an alternative added to a response',
    { [`${SCHEMAS}/Thing/properties/owner/oneOf/2`]: { type: 'null' } },
    ['breaking: the alternative `2` was added to `oneOf`'],
  ],
  [
    'an alternative removed from a response',
    { [`${SCHEMAS}/Thing/properties/owner/oneOf/1`]: undefined },
    ['compatible: the alternative `Company` of `oneOf` was removed'],
  ],
  [
    'a response header removed',
    { [`${POST}/responses/200/headers/X-Request-Id`]: undefined },
    ['breaking: the header `x-request-id` was removed'],
  ],
  ['a success removed', { [`${POST}/responses/200`]: undefined }, ['breaking: the answer 200 was removed']],
  ['an error removed', { [`${POST}/responses/429`]: undefined }, ['risky: the answer 429 was removed']],
  ['an error added', { [`${POST}/responses/409`]: { description: 'No.' } }, ['compatible: the answer 409 was added']],
  [
    'an error added where there is no default',
    { '/paths/~1things/delete/responses/409': { description: 'No.' } },
    ['risky: the answer 409 was added'],
  ],

  [
    'a member added to an enum of requests and responses',
    { [`${SCHEMAS}/Kind/enum`]: ['SMALL', 'LARGE', 'HUGE'] },
    ['compatible: the value "HUGE" was added', 'risky: the value "HUGE" was added'],
  ],
  [
    'a member removed from an enum of requests and responses',
    { [`${SCHEMAS}/Kind/enum`]: ['SMALL'] },
    ['breaking: the value "LARGE" was removed', 'compatible: the value "LARGE" was removed'],
  ],

  ['a notification removed', { '/webhooks/MADE': undefined }, ['breaking: the notification MADE was removed']],
  [
    'a notification added',
    { '/webhooks/SOLD': { post: { responses: {} } } },
    ['compatible: the notification SOLD is new'],
  ],
  [
    "a property that a notification and a sister's request require",
    { [`${MADE}/required`]: ['at', 'note'] },
    ['compatible: the property `note` is required now', 'breaking: the property `note` is required now'],
  ],
  [
    'a property that neither of them requires any more',
    { [`${MADE}/required`]: [] },
    ['breaking: the property `at` is no longer required', 'compatible: the property `at` is no longer required'],
  ],
  [
    "a notification's constant",
    { [`${MADE}/properties/event/const`]: 'BUILT' },
    ['breaking: the values "MADE" gave way to "BUILT"'],
  ],
  [
    "a notification's header removed",
    { '/webhooks/MADE/post/parameters/0': undefined },
    ['breaking: the parameter `header webhook-id` was removed'],
  ],
  [
    "a notification's header added",
    { '/webhooks/MADE/post/parameters/1': { name: 'n', in: 'header', required: true, schema: {} } },
    ['compatible: the required parameter `header n` was added'],
  ],
  [
    'an answer to a notification removed',
    { '/webhooks/MADE/post/responses/410': undefined },
    ['risky: the answer 410 was removed'],
  ],
  [
    'an answer to a notification added',
    { '/webhooks/MADE/post/responses/202': { description: 'Yes.' } },
    ['compatible: the answer 202 was added'],
  ],

  [
    'no more authentication',
    { [`${POST}/security`]: [{}] },
    [
      'breaking: the authentication key {"scheme":"bearer","type":"http"}[] is no longer enough',
      'compatible: the authentication none is enough now',
    ],
  ],
  [
    'another way to authenticate',
    { [`${POST}/security`]: [{ key: [] }, { basic: [] }] },
    ['compatible: the authentication basic {"scheme":"basic","type":"http"}[] is enough now'],
  ],
  [
    'a schema moved and split up',
    {
      [`${SCHEMAS}/Moved`]: { type: 'object', properties: { name: { type: 'string' } } },
      [`${SCHEMAS}/Person`]: { allOf: [{ $ref: '#/components/schemas/Moved' }] },
    },
    [],
  ],
  [
    'an object written as a union, one member of which requires more',
    {
      [`${SCHEMAS}/Box`]: undefined,
      [`${SCHEMAS}/SmallBox`]: {
        type: 'object',
        required: ['kind'],
        properties: { kind: { const: 'SMALL' }, weight: { type: 'integer' } },
      },
      [`${SCHEMAS}/LargeBox`]: {
        type: 'object',
        required: ['kind', 'lid'],
        properties: { kind: { const: 'LARGE' }, weight: { type: 'integer' }, lid: { type: 'string' } },
      },
      '/paths/~1boxes/post/requestBody/content/application~1json/schema': {
        oneOf: [{ $ref: '#/components/schemas/SmallBox' }, { $ref: '#/components/schemas/LargeBox' }],
        discriminator: {
          propertyName: 'kind',
          mapping: { SMALL: '#/components/schemas/SmallBox', LARGE: '#/components/schemas/LargeBox' },
        },
      },
    },
    ['breaking: the required property `lid` was added', 'documentation: `discriminator` was added'],
  ],
  [
    'a member of a union, by the name of its schema',
    { [`${SCHEMAS}/Round/properties/size/maximum`]: 8 },
    ['compatible: `maximum` changed from 9 to 8'],
  ],
  [
    'a union without one of its members',
    { [`${SHAPE}/oneOf/1`]: undefined },
    ['compatible: the value "Square" of `form` was removed'],
  ],
  [
    'a union written as an object',
    {
      [SHAPE]: {
        type: 'object',
        required: ['form', 'size'],
        properties: { form: { type: 'string' }, size: { type: 'integer', maximum: 9 } },
      },
    },
    ['documentation: `discriminator` was removed', 'risky: values of `form` other than Round, Square are possible now'],
  ],
];
