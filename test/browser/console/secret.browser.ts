/** A webhook's secret: hidden until it is asked for, and rotated while both sign. */
import { expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { first } from '../../support/delivering.js';
import { testConsole } from './console.js';

const tests = testConsole();

it('is shown when asked for, and after a rotation with the one before it, as long as both sign', async () => {
  const { service } = tests;
  const { account, webhook, receiver, publish } = await service.createTarget();
  const old = await service.secretOf(webhook.id);
  const { page } = await tests.enter(account.id, { path: `/console/webhooks/${webhook.id}/secret` });
  await page.getByRole('img', { name: 'Hidden secret' }).waitFor();
  expect(await page.content()).not.toContain(old);
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText(old).waitFor();

  await page.getByRole('button', { name: 'Rotate…' }).click();
  const rotating = page.getByRole('dialog', { name: 'Rotate the secret' });
  await rotating.getByLabel('The old secret signs, too, for').selectOption({ index: 1 });
  await rotating.getByRole('button', { name: 'Rotate' }).click();
  await page.getByRole('heading', { name: 'New' }).waitFor();
  const rotated = await service.secretOf(webhook.id);
  expect(rotated).not.toBe(old);
  for (const secret of [rotated, old]) await page.getByText(secret).waitFor();

  await publish();
  const { body, headers } = first(await receiver.waitForRequests(1));
  for (const secret of [rotated, old]) new Webhook(secret).verify(body, headers as Record<string, string>);

  await page.reload();
  await page.getByRole('img', { name: 'Hidden secret' }).waitFor();
  for (const secret of [rotated, old]) expect(await page.content()).not.toContain(secret);
});

it('is not shown to who is here for looking only', async () => {
  const { account, webhook } = await tests.service.createTarget();
  const { page } = await tests.enter(account.id, { path: `/console/webhooks/${webhook.id}/secret`, isReadOnly: true });
  await page.getByText('You are here for looking only').waitFor();
  expect(await page.getByRole('button', { name: /Show|Rotate/ }).count()).toBe(0);
});
