import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isLoopback, prepareDataDir, readConfig, SettingError } from './config.ts';

describe('readConfig', () => {
  it('needs no setting at all', () => {
    expect(readConfig({})).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      loopbackOnly: true,
      publicUrl: null,
      setupCode: null,
      stunUrls: [],
      turn: null,
      iceTransportPolicy: 'all',
      queueGraceMs: 60_000,
      connectTimeoutMs: 30_000,
      logLevel: 'info',
      trustProxy: 'loopback',
    });
  });

  it('takes an empty value, as a copied .env.example has, for no value', () => {
    expect(readConfig({ PORT: '', TURN_URLS: '  ', TURN_SECRET: '', DATABASE_URL: '' })).toEqual(
      readConfig({}),
    );
  });

  it('reads every setting', () => {
    expect(
      readConfig({
        PORT: '0',
        HOST: '0.0.0.0',
        DATA_DIR: '/var/lib/peerdesk',
        PUBLIC_URL: 'https://Desk.Example.com/',
        SETUP_CODE: 'open-sesame',
        STUN_URLS: 'stun:stun.example.com:3478, stuns:stun.example.com',
        TURN_URLS: 'turn:turn.example.com:3478?transport=udp,turns:turn.example.com',
        TURN_SECRET: 'a secret',
        TURN_TTL_SECONDS: '600',
        ICE_TRANSPORT_POLICY: 'relay',
        QUEUE_GRACE_SECONDS: '90',
        CONNECT_TIMEOUT_SECONDS: '20',
        RECORDING_MAX_MB: '2',
        RECORDING_KEEP_FREE_MB: '0',
        RECORDING_PATIENCE_SECONDS: '30',
        LOG_LEVEL: 'debug',
        TRUST_PROXY: 'loopback, 10.0.0.0/8',
      }),
    ).toEqual({
      port: 0,
      host: '0.0.0.0',
      loopbackOnly: false,
      dataDir: '/var/lib/peerdesk',
      publicUrl: 'https://desk.example.com',
      setupCode: 'open-sesame',
      stunUrls: ['stun:stun.example.com:3478', 'stuns:stun.example.com'],
      turn: {
        urls: ['turn:turn.example.com:3478?transport=udp', 'turns:turn.example.com'],
        secret: 'a secret',
        lifetimeSeconds: 600,
      },
      iceTransportPolicy: 'relay',
      queueGraceMs: 90_000,
      connectTimeoutMs: 20_000,
      recordings: { maxBytes: 2_097_152, keepFreeBytes: 0, patienceMs: 30_000, bucket: null },
      logLevel: 'debug',
      trustProxy: 'loopback, 10.0.0.0/8',
    });
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['HOST', 'http://localhost'],
    ['PUBLIC_URL', 'desk.example.com'],
    ['PUBLIC_URL', 'ftp://desk.example.com'],
    ['PUBLIC_URL', 'https://desk.example.com/peerdesk'],
    ['SETUP_CODE', 'short'],
    ['STUN_URLS', 'stun.example.com'],
    ['STUN_URLS', 'turn:turn.example.com'],
    ['TURN_TTL_SECONDS', '0'],
    ['ICE_TRANSPORT_POLICY', 'none'],
    ['QUEUE_GRACE_SECONDS', 'a minute'],
    ['CONNECT_TIMEOUT_SECONDS', '0'],
    ['LOG_LEVEL', 'loud'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['DATABASE_URL', 'postgres://localhost/peerdesk'],
    ['REDIS_URL', 'redis://localhost'],
  ])('names %s when it is %s', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([
      expect.stringMatching(new RegExp(`^${name} (must|is not supported)`)),
    ]);
  });

  it('names all that is wrong at once', () => {
    expect(problemsOf({ PORT: 'x', LOG_LEVEL: 'x', TURN_URLS: 'x' })).toEqual([
      expect.stringContaining('PORT'),
      expect.stringContaining('TURN_URLS must be'),
      expect.stringContaining('LOG_LEVEL'),
      expect.stringContaining('TURN_SECRET is needed'),
    ]);
  });

  it('wants both halves of TURN or neither', () => {
    expect(problemsOf({ TURN_URLS: 'turn:turn.example.com' })).toEqual([
      'TURN_SECRET is needed because TURN_URLS is set: set both or neither',
    ]);
    expect(problemsOf({ TURN_SECRET: 'a secret' })).toEqual([
      'TURN_URLS is needed because TURN_SECRET is set: set both or neither',
    ]);
  });

  const BUCKET = {
    S3_ENDPOINT: 'https://s3.example.com/',
    S3_BUCKET: 'recordings',
    S3_ACCESS_KEY_ID: 'key',
    S3_SECRET_ACCESS_KEY: 'secret',
  };

  it('takes a bucket as a whole, in the region that most storages know', () => {
    expect(readConfig(BUCKET).recordings.bucket).toEqual({
      endpoint: 'https://s3.example.com',
      region: 'us-east-1',
      bucket: 'recordings',
      accessKeyId: 'key',
      secretAccessKey: 'secret',
    });
    const { bucket } = readConfig({
      ...BUCKET,
      S3_ENDPOINT: 'https://store.example.com/storage/v1/s3',
      S3_REGION: 'eu-central-1',
    }).recordings;
    expect(bucket).toMatchObject({
      endpoint: 'https://store.example.com/storage/v1/s3',
      region: 'eu-central-1',
    });
  });

  it.each(Object.keys(BUCKET))('names %s when it alone is missing, or alone is there', (name) => {
    const other = Object.keys(BUCKET).find((each) => each !== name);
    expect(problemsOf({ ...BUCKET, [name]: '' })).toEqual([
      `${name} is needed because ${other} is set: set all of S3 or nothing`,
    ]);
    expect(problemsOf({ [name]: BUCKET[name as keyof typeof BUCKET] })).toHaveLength(3);
  });

  it.each([
    ['S3_ENDPOINT', 's3.example.com'],
    ['S3_ENDPOINT', 'https://s3.example.com/?list'],
    ['S3_ENDPOINT', 'https://key:secret@s3.example.com'],
    ['S3_REGION', 'Frankfurt, Germany'],
    ['S3_BUCKET', 'bucket/folder'],
    ['RECORDING_MAX_MB', '5001'],
  ])('names %s of a bucket when it is %s', (name, value) => {
    expect(problemsOf({ ...BUCKET, [name]: value })).toEqual([
      expect.stringMatching(new RegExp(`^${name} must`)),
    ]);
  });

  it.each(['false', '1', '10.1.2.3', 'uniquelocal', 'fd00::/8'])(
    'trusts the proxies %s',
    (value) => {
      expect(problemsOf({ TRUST_PROXY: value })).toEqual([]);
    },
  );
});

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost', '::ffff:127.0.0.1'])('%s is', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '192.168.1.2', 'desk.example.com'])('%s is not', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});

describe('prepareDataDir', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'peerdesk-config-'));
  });
  afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true });
  });

  it('makes the folder, for its owner alone', () => {
    const dataDir = join(folder, 'deep', 'data');
    prepareDataDir(dataDir);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  });

  it('names DATA_DIR when there is a file in its place', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => prepareDataDir(file)).toThrow(SettingError);
    expect(() => prepareDataDir(file)).toThrow(/^DATA_DIR must be a folder/);
  });
});

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    return error.problems;
  }
}
