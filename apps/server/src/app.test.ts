import { NAMESPACES } from '@peerdesk/protocol';
import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { DANA } from './testing/accounts.ts';
import { openBrowser } from './testing/browser.ts';
import { startWholeServer } from './testing/whole-server.ts';

it("closes a sign-in's consoles when it signs out, and nobody else's", async () => {
  const server = await startWholeServer();
  const dana = openBrowser(server);
  await dana.post('/api/v1/setup', DANA);
  const atHome = openBrowser(server);
  const { email, password } = DANA;
  await atHome.post('/api/auth/sign-in/email', { email, password });
  const open = async (cookie: string) => {
    const socket = io(server.url + NAMESPACES.callee, {
      extraHeaders: { cookie, origin: server.url },
      transports: ['websocket'],
      reconnection: false,
    });
    onTestFinished(() => {
      socket.disconnect();
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  };
  const console = await open(dana.cookie());
  const consoleAtHome = await open(atHome.cookie());
  const closed = new Promise((resolve) => {
    console.once('disconnect', resolve);
  });

  await dana.post('/api/auth/sign-out');

  expect(await closed).toBe('io server disconnect');
  expect(consoleAtHome.connected).toBe(true);
  const refused = open(dana.cookie());
  await expect(refused).rejects.toMatchObject({ data: { code: 'not_signed_in' } });
});
