import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { NAMESPACES } from '@peerdesk/protocol';
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DANA } from './testing/accounts.ts';
import { openBrowser } from './testing/browser.ts';
import { tempFolder } from './testing/whole-server.ts';

const MAIN = join(import.meta.dirname, 'main.ts');

/** The real program, in a working folder of its own and with no setting but these. */
function start(settings: Readonly<Record<string, string>> = {}, cwd = tempFolder()) {
  const { NODE_COMPILE_CACHE } = process.env;
  const env = { PORT: '0', ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }), ...settings };
  const child = spawn(process.execPath, [MAIN], { cwd, env });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const exited = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });

  return {
    out: () => out,
    err: () => err,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    /** @returns the exit code; null after `SIGKILL` */
    exited: async () => {
      const [code] = await exited;
      return code as number | null;
    },
    /** @returns the address, once it is printed */
    async listening(): Promise<string> {
      for (;;) {
        const address = /^Demo page\s+(\S+)\/demo$/m.exec(out)?.[1];
        if (address) return address;
        if (child.exitCode !== null) throw new Error(`It ended before it listened:\n${err}`);
        await Promise.race([once(child.stdout, 'data'), exited]);
      }
    },
  };
}

describe('starting', () => {
  it('prints the two addresses, and nothing else on standard output', async () => {
    const server = start();
    const url = await server.listening();
    expect(server.out()).toBe(`Console    ${url}/\nDemo page  ${url}/demo\n`);
    expect((await openBrowser({ url }).get('/health/ready')).status).toBe(200);
  });

  it('prints the setup code where others can reach it, until the first account is there', async () => {
    const settings = { HOST: '0.0.0.0', DATA_DIR: tempFolder() };
    const first = start(settings);
    const url = await first.listening();
    const setupCode = /^Setup code\s+(\S+)$/m.exec(first.out())?.[1];
    const made = await openBrowser({ url }).post('/api/v1/setup', { ...DANA, setupCode });
    expect(made.status).toBe(201);
    first.kill('SIGTERM');
    expect(await first.exited()).toBe(0);

    const second = start(settings);
    await second.listening();
    expect(second.out()).not.toContain('Setup code');
  });

  it('names every bad setting and ends before it listens', async () => {
    const server = start({
      PORT: 'http',
      QUEUE_GRACE_SECONDS: '-1',
      DATABASE_URL: 'postgres://db',
    });
    expect(await server.exited()).toBe(1);
    expect(server.out()).toBe('');
    expect(server.err()).toContain('PORT must be a whole number');
    expect(server.err()).toContain('QUEUE_GRACE_SECONDS must be a whole number');
    expect(server.err()).toContain('DATABASE_URL is not supported by this version');
  });

  it('names DATA_DIR when it cannot be written to', async () => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, '');
    const server = start({ DATA_DIR: file });
    expect(await server.exited()).toBe(1);
    expect(server.err()).toContain('DATA_DIR must be a folder');
  });

  it('names PORT when it is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => {
      other.close();
    });
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;

    const server = start({ PORT: String(port) });
    expect(await server.exited()).toBe(1);
    expect(server.err()).toMatch(new RegExp(`PORT is taken .*:${port}`));
  });

  it('names HOST when it is not of this machine', async () => {
    const server = start({ HOST: '203.0.113.7' });
    expect(await server.exited()).toBe(1);
    expect(server.err()).toContain('HOST must be an address of this machine');
  });

  it('names DATA_DIR when the database in it is damaged', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'peerdesk.sqlite'), 'This is no database. '.repeat(1000));
    const server = start({ DATA_DIR: folder });
    expect(await server.exited()).toBe(1);
    expect(server.err()).toContain('DATA_DIR: the database cannot be opened');
  });

  it('reads .env, and believes the environment more', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, '.env'), 'PUBLIC_URL=https://from-file.example\nLOG_LEVEL=warn\n');
    const fromFile = start({}, folder);
    expect(await fromFile.listening()).toBe('https://from-file.example');
    expect(fromFile.err()).toBe('');
    const overruled = start({ PUBLIC_URL: 'https://overruled.example' }, folder);
    expect(await overruled.listening()).toBe('https://overruled.example');
  });
});

describe('stopping', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('on %s tells callers, and ends well', async (signal) => {
    const server = start();
    const url = await server.listening();
    await openBrowser({ url }).post('/api/v1/setup', DANA);
    const ann = io(url + NAMESPACES.caller, {
      auth: { callee: DANA.deskSlug },
      transports: ['websocket'],
      reconnection: false,
    });
    onTestFinished(() => {
      ann.disconnect();
    });
    await new Promise<void>((resolve) => {
      ann.once('connect', resolve);
    });
    const told = new Promise<void>((resolve) => {
      ann.once('stopping', resolve);
    });

    server.kill(signal);

    await told;
    expect(await server.exited()).toBe(0);
    expect(server.err()).toContain('"stopped"');
  });

  it('does not wait for a browser that keeps its connection', async () => {
    const server = start();
    const url = await server.listening();
    await openBrowser({ url }).get('/health/live');
    server.kill('SIGTERM');
    expect(await server.exited()).toBe(0);
  });

  it('loses no account when it is killed', async () => {
    const settings = { DATA_DIR: tempFolder() };
    const killed = start(settings);
    const dana = openBrowser({ url: await killed.listening() });
    expect((await dana.post('/api/v1/setup', DANA)).status).toBe(201);
    killed.kill('SIGKILL');
    await killed.exited();

    const restarted = start(settings);
    const browser = openBrowser({ url: await restarted.listening() });
    const me = await browser.get('/api/v1/me', { cookie: dana.cookie() });
    expect(me.json).toMatchObject({
      consultant: { name: 'Dana' },
      callees: [{ slug: 'acme-support' }],
    });
    const { email, password } = DANA;
    const again = await browser.post('/api/auth/sign-in/email', { email, password });
    expect(again.status).toBe(200);
  });
});
