import { describe, expect, it } from 'vitest';
import { createClock, emptyFolder, letPass, newServer, until } from '../testing/fixtures.ts';
import { answerAt, type CallerPage, type ConsoleWindow, call, codeOf } from '../testing/pages.ts';
import { enterAsConsultant, enterRoom, makeRoom } from '../testing/room-pages.ts';
import { DANA, GRACE_MS } from '../testing/socket-server.ts';

const toldAvailable = (ann: CallerPage, count: number) =>
  until(() => expect(ann.view).toMatchObject({ consultantsAvailable: count }));

const seen = (window: ConsoleWindow, expected: object) =>
  until(() =>
    expect(window.desk?.consultants.find(({ id }) => id === DANA.id)).toMatchObject(expected),
  );

describe('a consultant in a room', () => {
  it('is there for no caller of the queue until they leave it, and then at once', async () => {
    const server = await newServer();
    const { key } = await makeRoom(server);
    const ann = await call(server.url, 'Ann');
    const dana = await answerAt(server.url, 'dana');
    await dana.setAvailable(true);
    await toldAvailable(ann, 1);

    const inRoom = await enterAsConsultant(server.url, key, 'dana');
    await toldAvailable(ann, 0);
    await seen(dana, { available: false, inRoom: true });
    await enterRoom(server.url, key, 'Bob');
    expect(await server.sockets.consultantsAvailable(server.acme.id)).toBe(0);

    await inRoom.leave();
    await toldAvailable(ann, 1);
    await seen(dana, { available: true, inRoom: false });
  });

  it('is given no caller, whichever of their windows asks', async () => {
    const server = await newServer();
    const { key } = await makeRoom(server);
    await call(server.url, 'Ann');
    const dana = await answerAt(server.url, 'dana');
    const inRoom = await enterAsConsultant(server.url, key, 'dana');
    await seen(dana, { inRoom: true });
    expect(codeOf(await dana.start())).toBe('already_consulting');
    expect(dana.view).toBeNull();

    await inRoom.leave();
    await seen(dana, { inRoom: false });
    expect(await dana.start()).toMatchObject({ consultation: { remoteName: 'Ann' } });
  });

  it('is so through a restart, for as long as their place is kept', async () => {
    const folder = emptyFolder();
    const clock = createClock();
    const before = await newServer({ folder, clock });
    const { key } = await makeRoom(before);
    await (await answerAt(before.url, 'dana')).setAvailable(true);
    await enterAsConsultant(before.url, key, 'dana');
    await before.close();

    const server = await newServer({ folder, clock });
    const ann = await call(server.url, 'Ann');
    await seen(await answerAt(server.url, 'dana'), { available: false, inRoom: true });
    await toldAvailable(ann, 0);
    await letPass(server, clock, GRACE_MS);
    await toldAvailable(ann, 1);
  });

  it('is there for callers when the room is one they entered as anybody', async () => {
    const server = await newServer();
    const { key } = await makeRoom(server);
    const dana = await answerAt(server.url, 'dana');
    await dana.setAvailable(true);
    await enterRoom(server.url, key, 'Dana');
    await seen(dana, { available: true, inRoom: false });
  });
});
