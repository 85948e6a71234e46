import { randomBytes, randomInt } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SettingError } from '../config.ts';

const secrets = z.object({
  /** Signs the sign-in cookies. */
  signIn: z.string().min(32),
  /** Signs the callers' tickets. */
  ticket: z.string().min(32),
  /** Asked for when the first account is made, unless the operator named one. */
  setupCode: z.string().min(6),
});

export type Secrets = z.infer<typeof secrets>;

/** Without the letters and digits that people take for one another. */
const CODE_LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * What this installation alone knows: made at the first start, the same ever after.
 *
 * @throws {SettingError} if the file is there but is not what was written
 */
export function openSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return makeSecrets(file);
    throw new SettingError([`DATA_DIR: ${file} cannot be read: ${(error as Error).message}`]);
  }
  try {
    return secrets.parse(JSON.parse(content));
  } catch {
    throw new SettingError([
      `DATA_DIR: ${file} is damaged: restore it from a backup, or delete it, which signs everybody out and ends every waiting caller's place`,
    ]);
  }
}

function makeSecrets(file: string): Secrets {
  const made: Secrets = {
    signIn: randomBytes(32).toString('base64url'),
    ticket: randomBytes(32).toString('base64url'),
    setupCode: [codeWord(), codeWord(), codeWord()].join('-'),
  };
  // Written aside and renamed: a crash leaves either no secrets or all of them.
  const draft = `${file}.new`;
  const handle = openSync(draft, 'w', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(made, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  return made;
}

function codeWord(): string {
  return Array.from({ length: 4 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('');
}
