import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

const SECRETS = [
  'authorization',
  'cookie',
  'password',
  'setupCode',
  'signal',
  'signals',
  'ticket',
  'token',
];

/**
 * Structured log lines, on standard error: standard output has only the words for people.
 * What must not be read by whoever reads logs is cut out wherever it turns up, three levels deep.
 */
export function createLog(
  level: Config['logLevel'],
  // Written at once: the last lines before an exit are the ones that matter.
  to: DestinationStream = destination({ fd: 2, sync: true }),
): Logger {
  const paths = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*["set-${name}"]`]);
  return pino({ level, base: null, redact: { paths, censor: '[redacted]' } }, to);
}
