import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { request as askHttp, Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { request as askHttps, Agent as HttpsAgent } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsV4Signer } from 'aws4fetch';
import type { BucketConfig } from '../config.ts';
import { type FinishedFiles, finishedFilesOf, PlaceTrouble } from './finished-files.ts';
import type { RecordingFile, RecordingFiles } from './recording-files.ts';

export interface RecordingBucket extends FinishedFiles {
  /** Puts something there, reads it and removes it. @throws {PlaceTrouble} with what to look at */
  prove(): Promise<void>;
  /** What was wrong with it when it was last asked; null: nothing. */
  trouble(): PlaceTrouble | null;
  /** Breaks off what is on its way. */
  close(): void;
}

interface Question {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Opened anew for each try. */
  readonly body?: () => Readable;
}

/** So long it may say and take nothing. */
const SILENCE_MS = 20_000;
const TRIES = 2;
const PROBE = 'peerdesk-probe';

/** What to look at, by the code of S3's answer. */
const HINTS: Readonly<Record<string, string>> = {
  AccessDenied: 'the key may not do that',
  AuthorizationHeaderMalformed: 'check S3_REGION',
  InvalidAccessKeyId: 'check S3_ACCESS_KEY_ID',
  NoSuchBucket: 'check S3_BUCKET',
  PermanentRedirect: 'check S3_ENDPOINT and S3_REGION',
  RequestTimeTooSkewed: 'check the clock of this machine',
  SignatureDoesNotMatch: 'check S3_SECRET_ACCESS_KEY and S3_REGION',
};

/**
 * A bucket of an S3-compatible storage, addressed by path. Bytes pass through it as streams: a fetch
 * of Node would hold a whole file in memory, so it is asked by Node's older client.
 */
export function openBucket(config: BucketConfig, files: RecordingFiles): RecordingBucket {
  const { endpoint, bucket, region, accessKeyId, secretAccessKey } = config;
  const isSecure = endpoint.startsWith('https:');
  const agent = isSecure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const closing = new AbortController();
  let trouble: PlaceTrouble | null = null;

  async function askOnce({ method, path, headers = {}, body }: Question): Promise<IncomingMessage> {
    const signer = new AwsV4Signer({
      method,
      url: `${endpoint}/${bucket}/${path}`,
      headers: { ...headers },
      service: 's3',
      region,
      accessKeyId,
      secretAccessKey,
    });
    const signed = await signer.sign();
    return new Promise((resolve, reject) => {
      const send = isSecure ? askHttps : askHttp;
      const asking = send(signed.url, {
        method,
        headers: Object.fromEntries(signed.headers),
        agent,
        signal: closing.signal,
      });
      asking.setTimeout(SILENCE_MS, () => asking.destroy(new Error('it does not answer')));
      asking.on('error', reject);
      asking.on('response', (response) => {
        // From here on whoever reads may take their time.
        asking.setTimeout(0);
        resolve(response);
      });
      if (body) pipeline(body(), asking).catch(reject);
      else asking.end();
    });
  }

  /** @returns an answer that is a yes, or null when there is no such file @throws {PlaceTrouble} */
  async function ask(question: Question): Promise<IncomingMessage | null> {
    try {
      const answer = await askPatiently(question);
      trouble = null;
      return answer;
    } catch (error) {
      trouble =
        error instanceof PlaceTrouble
          ? error
          : new PlaceTrouble(`the bucket cannot be reached: ${wordsOf(error)}`);
      throw trouble;
    }
  }

  async function askPatiently(question: Question): Promise<IncomingMessage | null> {
    for (let left = TRIES; ; ) {
      left -= 1;
      try {
        const answer = await askOnce(question);
        const { statusCode = 0 } = answer;
        if (statusCode < 300) return answer;
        const code = await codeIn(answer);
        if (statusCode === 404 && code !== 'NoSuchBucket') return null;
        if (statusCode >= 500 && left > 0) continue;
        const hint = HINTS[code];
        throw new PlaceTrouble(
          `the bucket answered ${statusCode} ${code}${hint === undefined ? '' : `: ${hint}`}`,
        );
      } catch (error) {
        // A connection that was kept open may have been closed meanwhile.
        if (error instanceof PlaceTrouble || left <= 0 || closing.signal.aborted) throw error;
      }
    }
  }

  async function done(question: Question): Promise<void> {
    (await ask(question))?.resume();
  }

  return {
    async keep(file, draft) {
      const path = files.pathOf(draft);
      const { size } = await stat(path);
      await done({
        method: 'PUT',
        path: pathOf(file),
        headers: {
          'content-length': String(size),
          // What arrives there is what was made here, or is refused.
          'x-amz-content-sha256': await files.sha256(draft),
        },
        body: () => createReadStream(path),
      });
      await files.remove(draft);
    },

    async read(file, { start, end, of }) {
      const answer = await ask({
        method: 'GET',
        path: pathOf(file),
        headers: { range: `bytes=${start}-${end}` },
      });
      if (answer === null) return null;
      if (answer.headers['content-range'] === `bytes ${start}-${end}/${of}`) return answer;
      // It is another file, or a storage that knows no ranges.
      answer.destroy();
      return null;
    },

    async removeAll(recording) {
      await Promise.all(
        finishedFilesOf(recording).map((file) => done({ method: 'DELETE', path: pathOf(file) })),
      );
    },

    async prove() {
      const body = () => Readable.from([Buffer.from(PROBE)]);
      const headers = { 'content-length': String(PROBE.length) };
      await done({ method: 'PUT', path: PROBE, headers, body });
      await done({ method: 'GET', path: PROBE });
      await done({ method: 'DELETE', path: PROBE });
    },

    trouble: () => trouble,

    close() {
      closing.abort();
      agent.destroy();
    },
  };
}

const pathOf = ({ recording, name }: RecordingFile) => `recordings/${recording}/${name}`;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
async function codeIn(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of answer.setEncoding('utf8')) {
    text += piece;
    if (text.length > 10_000) break;
  }
  return /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? '';
}

function wordsOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return message || code || 'no reason was given';
}
