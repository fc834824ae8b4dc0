/**
 * Every screen with the data of a day: dark and light, on a desktop and on a telephone. With CONSOLE_SCREENSHOTS=<folder>, as `npm run
 * console:screenshots` sets it, pictures of all are written there.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { storeBelievableData, type BelievableData } from './believable.js';
import { DESKTOP, TELEPHONE, testConsole, type ConsoleVisitor } from './console.js';
import { screens, type Screen } from './screens.js';

const folder = process.env.CONSOLE_SCREENSHOTS;
const tests = testConsole({}, ['api']);
let data: BelievableData;
let axe: string;
beforeAll(async () => {
  data = await storeBelievableData(tests.service);
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});

/** What somebody sees of a screen. The policy of the page stands in the way of axe, which is no part of it; the other tests are under it. */
async function open({ as, path, ready }: Screen): Promise<ConsoleVisitor> {
  const options = { bypassCSP: true, path: path(data), colorScheme: 'light' as const };
  const visitor =
    as === 'nobody'
      ? await tests.visit(options)
      : await tests.enter(as === 'operator' ? null : data.accountId, options);
  if (as === 'nobody') await visitor.open(path(data));
  await ready(visitor.page);
  await visitor.page.waitForLoadState('networkidle');
  return visitor;
}

/** What axe finds that keeps people from something, each with the elements. */
async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>("axe.run({ resultTypes: ['violations'] })");
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ''}`));
}

async function picture(page: Page, name: string): Promise<void> {
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}

describe.each(screens)('the screen $name', (screen) => {
  it('can be read and used by everybody, dark and light, and is not wider than a telephone', async () => {
    const { page } = await open(screen);
    await page.evaluate(axe);
    const looks = [
      { colorScheme: 'light', device: 'desktop', size: DESKTOP, isJudged: true },
      { colorScheme: 'light', device: 'telephone', size: TELEPHONE, isJudged: false },
      { colorScheme: 'dark', device: 'desktop', size: DESKTOP, isJudged: false },
      { colorScheme: 'dark', device: 'telephone', size: TELEPHONE, isJudged: true },
    ] as const;
    // Either scheme once, and either size: what is not judged is for the pictures.
    for (const { colorScheme, device, size, isJudged } of looks) {
      if (!isJudged && !folder) continue;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(size);
      await picture(page, `${screen.name}-${device}-${colorScheme}`);
      if (isJudged) expect(await faultsOf(page)).toEqual([]);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(TELEPHONE.width);
  });
});
