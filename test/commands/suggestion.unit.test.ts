import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { LISTEN_PORT, listenCommand, publishCommand, registerCommand } from '../../src/commands/suggestion.js';
import { packageFile } from '../../src/packageFile.js';

it('the README suggests the same webhook, receiver and event as the first start and `waypost listen` do', () => {
  const readme = readFileSync(packageFile('README.md'), 'utf8');
  for (const command of [listenCommand, registerCommand('$WAYPOST_URL'), publishCommand]) {
    expect(readme).toContain(`\n${command}\n`);
  }
  expect(readme.match(/127\.0\.0\.1:9\d\d\d/g)).toEqual([`127.0.0.1:${LISTEN_PORT}`]);
});
