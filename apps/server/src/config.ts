import { accessSync, constants, mkdirSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';

/** What the operator has settled; `docs/settings.md` words each for people. */
export interface Config {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** Nobody but this machine can reach it. */
  readonly loopbackOnly: boolean;
  /** Absolute. */
  readonly dataDir: string;
  /** An origin without a trailing slash; null: `http://localhost:<the port it listens on>`. */
  readonly publicUrl: string | null;
  readonly setupCode: string | null;
  readonly stunUrls: readonly string[];
  readonly turn: TurnConfig | null;
  readonly iceTransportPolicy: 'all' | 'relay';
  readonly queueGraceMs: number;
  readonly connectTimeoutMs: number;
  readonly recordings: RecordingConfig;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** In the words of Express's `trust proxy`. */
  readonly trustProxy: string | number | false;
}

interface RecordingConfig {
  /** All that may arrive of one recording. */
  readonly maxBytes: number;
  /** What must stay free on the disk. */
  readonly keepFreeBytes: number;
  /** So long nothing has arrived after the end: what there is becomes files. */
  readonly patienceMs: number;
  /** Where finished files go; null: into the data folder. */
  readonly bucket: BucketConfig | null;
}

/** A bucket of an S3-compatible storage. */
export interface BucketConfig {
  /** Without a trailing slash. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

interface TurnConfig {
  readonly urls: readonly string[];
  /** coturn's `static-auth-secret` */
  readonly secret: string;
  readonly lifetimeSeconds: number;
}

/** A setting that cannot be used; each problem names it and says how to put it right. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const MEGABYTE = 1024 * 1024;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const STUN_URL = /^stuns?:[^\s,?/]+$/;
const TURN_URL = /^turns?:[^\s,?/]+(?:\?transport=(?:udp|tcp))?$/;
const PROXY_WORDS = ['loopback', 'linklocal', 'uniquelocal'];

const wholeNumber = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
};

const listOf = (pattern: RegExp, message: string) =>
  z
    .string()
    .transform((list) => list.split(',').map((item) => item.trim()))
    .refine((items) => items.every((item) => pattern.test(item)), message);

/** What a bucket cannot do without. */
const BUCKET_SETTINGS = [
  'S3_ENDPOINT',
  'S3_BUCKET',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
] as const;
/** S3 takes 5 GiB in one piece, and a joined file is a little more than what arrived. */
const BUCKET_MAX_MB = 5000;

const notYet = (instead: string) =>
  z.never(`is not supported by this version: ${instead}`).optional();

const environment = z.object({
  PORT: wholeNumber(0, 65_535).default(4000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/, 'must be an address or host name without a port, as in 0.0.0.0')
    .default('127.0.0.1'),
  DATA_DIR: z.string().default('./data'),
  PUBLIC_URL: z
    .string()
    .transform(originOf)
    .refine((origin) => origin !== null, {
      message: 'must be an address without a path, as in https://desk.example.com',
    })
    .optional(),
  SETUP_CODE: z.string().min(6, 'must have at least 6 characters').max(100).optional(),
  STUN_URLS: listOf(
    STUN_URL,
    'must be a comma-separated list, as in stun:stun.example.com:3478',
  ).default([]),
  TURN_URLS: listOf(
    TURN_URL,
    'must be a comma-separated list, as in turn:turn.example.com:3478?transport=udp',
  ).optional(),
  TURN_SECRET: z.string().optional(),
  TURN_TTL_SECONDS: wholeNumber(60, 604_800).default(3600),
  ICE_TRANSPORT_POLICY: z.enum(['all', 'relay'], 'must be "all" or "relay"').default('all'),
  QUEUE_GRACE_SECONDS: wholeNumber(1, 86_400).default(60),
  CONNECT_TIMEOUT_SECONDS: wholeNumber(1, 600).default(30),
  RECORDING_MAX_MB: wholeNumber(1, 1_000_000).default(4096),
  RECORDING_KEEP_FREE_MB: wholeNumber(0, 100_000_000).default(1024),
  RECORDING_PATIENCE_SECONDS: wholeNumber(1, 604_800).default(600),
  S3_ENDPOINT: z
    .string()
    .transform(endpointOf)
    .refine((endpoint) => endpoint !== null, {
      message: 'must be an address, as in https://s3.eu-central-1.amazonaws.com',
    })
    .optional(),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,63}$/, 'must be the name of a region, as in eu-central-1')
    .optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket, without a path')
    .optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  TRUST_PROXY: z
    .string()
    .refine(
      isTrustProxy,
      'must be "false", a number of proxies, or a comma-separated list of addresses, ranges ' +
        `and the words ${PROXY_WORDS.join(', ')}`,
    )
    .transform(trustProxyOf)
    .default('loopback'),
  DATABASE_URL: notYet('leave it unset, and the SQLite file in DATA_DIR is used'),
  REDIS_URL: notYet('leave it unset, and run one process'),
});

/**
 * Fails at start-up, naming every bad setting, rather than on the first call.
 *
 * @param env an empty value counts as unset
 * @throws {SettingError}
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.entries(env).flatMap(([name, value]) => {
    const trimmed = value?.trim();
    return trimmed ? [[name, trimmed] as const] : [];
  });
  const parsed = environment.safeParse(Object.fromEntries(set));
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  if (Boolean(env['TURN_URLS']?.trim()) !== Boolean(env['TURN_SECRET']?.trim())) {
    const [there, missing] = env['TURN_URLS']?.trim()
      ? ['TURN_URLS', 'TURN_SECRET']
      : ['TURN_SECRET', 'TURN_URLS'];
    problems.push(`${missing} is needed because ${there} is set: set both or neither`);
  }
  problems.push(...problemsOfBucket(new Map(set)));
  if (!parsed.success || problems.length > 0) throw new SettingError(problems);

  const values = parsed.data;
  return {
    port: values.PORT,
    host: values.HOST,
    loopbackOnly: isLoopback(values.HOST),
    dataDir: resolve(values.DATA_DIR),
    publicUrl: values.PUBLIC_URL ?? null,
    setupCode: values.SETUP_CODE ?? null,
    stunUrls: values.STUN_URLS,
    turn:
      values.TURN_URLS && values.TURN_SECRET
        ? {
            urls: values.TURN_URLS,
            secret: values.TURN_SECRET,
            lifetimeSeconds: values.TURN_TTL_SECONDS,
          }
        : null,
    iceTransportPolicy: values.ICE_TRANSPORT_POLICY,
    queueGraceMs: values.QUEUE_GRACE_SECONDS * 1000,
    connectTimeoutMs: values.CONNECT_TIMEOUT_SECONDS * 1000,
    recordings: {
      maxBytes: values.RECORDING_MAX_MB * MEGABYTE,
      keepFreeBytes: values.RECORDING_KEEP_FREE_MB * MEGABYTE,
      patienceMs: values.RECORDING_PATIENCE_SECONDS * 1000,
      bucket: bucketIn(values),
    },
    logLevel: values.LOG_LEVEL,
    trustProxy: values.TRUST_PROXY,
  };
}

/** All of it or nothing: half a bucket would keep recordings where nobody looks for them. */
function problemsOfBucket(set: ReadonlyMap<string, string>): string[] {
  const there = [...BUCKET_SETTINGS, 'S3_REGION'].find((name) => set.has(name));
  if (there === undefined) return [];
  const problems = BUCKET_SETTINGS.filter((name) => !set.has(name)).map(
    (name) => `${name} is needed because ${there} is set: set all of S3 or nothing`,
  );
  if (Number(set.get('RECORDING_MAX_MB')) > BUCKET_MAX_MB) {
    problems.push(
      `RECORDING_MAX_MB must be at most ${BUCKET_MAX_MB} because S3_BUCKET is set: more does not go there in one piece`,
    );
  }
  return problems;
}

function bucketIn(values: z.output<typeof environment>): BucketConfig | null {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = values;
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) return null;
  return {
    endpoint: S3_ENDPOINT,
    region: values.S3_REGION ?? 'us-east-1',
    bucket: S3_BUCKET,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
  };
}

/**
 * The settings in force: the process's environment, completed by `.env` in the working folder.
 *
 * @throws {SettingError}
 */
export function readSettings(): Config {
  try {
    process.loadEnvFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new SettingError([`.env cannot be read: ${(error as Error).message}`]);
    }
  }
  return readConfig(process.env);
}

/**
 * Makes the data folder if it is not there.
 *
 * @throws {SettingError} if nothing can be written in it
 */
export function prepareDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = (error as Error).message;
    throw new SettingError([
      `DATA_DIR must be a folder that this process can write to: ${dataDir} (${reason})`,
    ]);
  }
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Is this address, or host name, one that only this machine can reach? */
export function isLoopback(host: string): boolean {
  const version = isIP(host);
  if (version === 0) return host.toLowerCase() === 'localhost';
  return loopback.check(host, version === 4 ? 'ipv4' : 'ipv6');
}

function originOf(value: string): string | null {
  const url = URL.parse(value);
  const bare = url && (url.protocol === 'http:' || url.protocol === 'https:');
  return bare && value.replace(/\/$/, '').toLowerCase() === url.origin ? url.origin : null;
}

function endpointOf(value: string): string | null {
  const url = URL.parse(value);
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url === null || !isWeb || url.username || url.password || url.search || url.hash) return null;
  return url.href.replace(/\/$/, '');
}

function isTrustProxy(value: string): boolean {
  return value === 'false' || /^\d{1,2}$/.test(value) || value.split(',').every(isProxy);
}

function isProxy(item: string): boolean {
  const [address = '', bits, ...rest] = item.trim().split('/');
  if (PROXY_WORDS.includes(address)) return bits === undefined;
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
  );
}

function trustProxyOf(value: string): Config['trustProxy'] {
  if (value === 'false') return false;
  return /^\d+$/.test(value) ? Number(value) : value;
}
