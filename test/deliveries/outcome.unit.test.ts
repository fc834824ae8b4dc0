import { expect, it } from '@jest/globals';
import { classify } from '../../src/deliveries/outcome.js';
import type { AttemptErrorKind } from '../../src/sending/attempt.js';

function answered(statusCode: number, retryAfterSeconds: number | null = null) {
  return classify({ statusCode, errorKind: null, retryAfterSeconds });
}

it.each([200, 201, 202, 204, 299])('%d has succeeded', (status) => {
  expect(answered(status)).toEqual({ kind: 'succeeded' });
});

it('410 is gone', () => {
  expect(answered(410)).toEqual({ kind: 'gone' });
});

it.each([300, 301, 302, 307, 400, 401, 404, 408, 409, 429, 500, 502, 503, 504, 599, 999])('%d is retried', (status) => {
  expect(answered(status)).toEqual({ kind: 'retry', retryAfterSeconds: null });
});

it.each([429, 503])('%d may say when', (status) => {
  expect(answered(status, 60)).toEqual({ kind: 'retry', retryAfterSeconds: 60 });
});

it.each([301, 400, 500])('%d may not say when', (status) => {
  expect(answered(status, 60)).toEqual({ kind: 'retry', retryAfterSeconds: null });
});

it.each<AttemptErrorKind>(['timeout', 'dns', 'blocked', 'connection', 'tls', 'protocol'])(
  '%s is retried',
  (errorKind) => {
    expect(classify({ statusCode: null, errorKind, retryAfterSeconds: null })).toMatchObject({ kind: 'retry' });
  },
);

it.each([200, 410, 503])('an answer with status %d that broke off is retried by the schedule', (statusCode) => {
  expect(classify({ statusCode, errorKind: 'connection', retryAfterSeconds: 60 })).toEqual({
    kind: 'retry',
    retryAfterSeconds: null,
  });
});
