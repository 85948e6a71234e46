import { expect, it } from 'vitest';
import { createLog } from './log.ts';

it('cuts out what whoever reads the log must not know', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => lines.push(line) });

  log.info(
    {
      consultation: 'c-1',
      ticket: 'hidden-1',
      request: { headers: { cookie: 'hidden-2', authorization: 'hidden-3' } },
      body: { password: 'hidden-4', token: 'hidden-5' },
      message: { signal: { sdp: 'hidden-6' } },
    },
    'Ann joined',
  );

  expect(lines.join('')).toContain('"consultation":"c-1"');
  expect(lines.join('')).toContain('Ann joined');
  expect(lines.join('')).not.toContain('hidden');
});

it('says nothing below its level', () => {
  const lines: string[] = [];
  const log = createLog('warn', { write: (line) => lines.push(line) });

  log.info('Ann joined');
  log.warn('The disk is nearly full');

  expect(lines).toHaveLength(1);
});
