import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SettingError } from '../config.ts';
import { tempFolder } from '../testing/whole-server.ts';
import { openSecrets } from './secrets.ts';

it('makes them once, for their owner alone', () => {
  const folder = tempFolder();
  const made = openSecrets(folder);

  expect(openSecrets(folder)).toEqual(made);
  expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  expect(Buffer.from(made.signIn, 'base64url')).toHaveLength(32);
  expect(openSecrets(tempFolder())).not.toEqual(made);
});

it.each(['', '{"signIn":"x"}', 'null'])(
  'says which file is damaged when it holds %j',
  (content) => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'secrets.json'), content);
    expect(() => openSecrets(folder)).toThrow(SettingError);
    expect(() => openSecrets(folder)).toThrow(/^DATA_DIR: .*secrets\.json is damaged/);
  },
);
