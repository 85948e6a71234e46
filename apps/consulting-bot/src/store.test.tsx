import { describe, expect, it } from 'vitest';
import {
  acme,
  annsTicket,
  createAnnsWidget,
  endedBy,
  nobodyThere,
  waitingAt,
  withDana,
} from './testing/people.ts';

const place = { ticket: annsTicket, media: 'video', name: 'Ann', small: false } as const;

describe('joining', () => {
  it('asks for the camera only when the panel opens', async () => {
    const { widget, media } = createAnnsWidget();
    expect(media.store.getState().phase).toBe('closed');

    widget.open();
    await expect.poll(() => media.store.getState().phase).toBe('open');
  });

  it('sends what was filled in, without what was pasted along', async () => {
    const { join } = createAnnsWidget();
    const server = await join('  Ann\u0000\u202e ', 'Line one\r\nLine\u0007 two ');
    expect(server.request).toEqual({
      name: 'Ann',
      reason: 'Line one\r\nLine two',
      media: 'video',
      locale: 'en',
    });
  });

  it('does not join without a name', async () => {
    const { widget, sessions } = createAnnsWidget();
    widget.open();
    widget.edit({ name: ' \u0000 ' });
    await widget.join();
    expect(widget.store.getState().nameMissing).toBe(true);
    expect(sessions).toHaveLength(0);

    widget.edit({ name: 'Ann' });
    expect(widget.store.getState().nameMissing).toBe(false);
  });

  it('joins once, however often the button is pressed', async () => {
    const { widget, sessions } = createAnnsWidget();
    widget.open();
    widget.edit({ name: 'Ann' });
    await Promise.all([widget.join(), widget.join()]);
    await widget.join();
    expect(sessions).toHaveLength(1);
  });

  it('does not join without a microphone', async () => {
    const { widget, media, sessions } = createAnnsWidget();
    media.refuses({ code: 'denied', device: 'microphone' });
    widget.open();
    widget.edit({ name: 'Ann' });
    await widget.join();
    expect(sessions).toHaveLength(0);
    expect(widget.store.getState().standing.phase).toBe('form');
  });

  it('knows where to answer, when the page knows it', () => {
    const { widget } = createAnnsWidget();
    widget.identify({ email: 'ann@example.org', name: 7 as unknown as string });
    expect(widget.store.getState().draft).toMatchObject({ name: '', contact: 'ann@example.org' });
  });

  it('knows the name that the page knows, unless another was typed', () => {
    const { widget } = createAnnsWidget();
    widget.identify({ name: 'Ann' });
    expect(widget.store.getState().draft.name).toBe('Ann');
    widget.edit({ name: 'Anna' });
    widget.identify({ name: 'Ann' });
    expect(widget.store.getState().draft.name).toBe('Anna');
  });
});

describe('changing one’s mind', () => {
  it('leaves no place behind when Ann leaves before the session is there', async () => {
    const { widget, media, server } = createAnnsWidget();
    widget.open();
    widget.edit({ name: 'Ann' });
    await expect.poll(() => media.store.getState().phase).toBe('open');
    const joining = widget.join();
    expect(widget.store.getState().standing.phase).toBe('joining');
    widget.hangUp();
    await joining;
    expect(server().asked).toEqual(['hangUp']);
    expect(widget.store.getState().standing.phase).toBe('form');
  });

  it('does not come back from a reload that Ann has left while the browser asked', async () => {
    const { widget, media, sessions, tickets } = createAnnsWidget({ place });
    const grant = media.keepsAsking();
    widget.takeUp();
    widget.hangUp();
    grant();
    await expect.poll(() => media.store.getState().phase).toBe('open');
    expect(sessions).toHaveLength(0);
    expect(tickets.kept()).toBeNull();
  });
});

describe('in the queue', () => {
  it('keeps the ticket, and forgets it when the consultation has ended', async () => {
    const { join, tickets } = createAnnsWidget();
    const server = await join();
    server.says(waitingAt(2));
    expect(tickets.kept()).toEqual(place);
    server.says(endedBy('left_queue'));
    expect(tickets.kept()).toBeNull();
  });

  it('is made small by closing, and never lost', async () => {
    const { widget, join, tickets } = createAnnsWidget();
    const server = await join();
    server.says(waitingAt(2));
    widget.close();
    expect(widget.store.getState().panel).toBe('minimised');
    expect(tickets.kept()?.small).toBe(true);
    expect(server.asked).toEqual([]);

    widget.open();
    expect(widget.store.getState()).toMatchObject({ panel: 'open', standing: waitingAt(2) });
    expect(tickets.kept()?.small).toBe(false);
  });

  it('opens by itself when a consultant accepts', async () => {
    const { widget, join } = createAnnsWidget();
    const server = await join();
    server.says(waitingAt(1));
    widget.close();
    server.says(withDana('connecting'));
    expect(widget.store.getState().panel).toBe('open');
  });

  it('turns the camera off when Ann leaves', async () => {
    const { widget, join, media } = createAnnsWidget();
    const server = await join();
    server.says(waitingAt(1));
    widget.hangUp();
    expect(server.asked).toEqual(['hangUp']);
    expect(media.store.getState().phase).toBe('closed');
    expect(widget.store.getState().standing).toMatchObject({
      phase: 'ended',
      reason: 'left_queue',
    });
  });
});

describe('in the call', () => {
  it('counts from when the two were connected, by this browser’s clock', async () => {
    const { widget, join } = createAnnsWidget();
    const server = await join();
    server.says(withDana('connecting'));
    expect(widget.store.getState().startedAt).toBeNull();
    server.says(withDana('active'));
    // The server says: three seconds ago.
    expect(widget.store.getState().startedAt).toBe(997_000);
  });

  it('turns the camera off at the end, and starts anew from there', async () => {
    const { widget, join, media } = createAnnsWidget();
    const server = await join();
    server.says(withDana('active'));
    server.says(endedBy('consultant_lost'));
    expect(media.store.getState().phase).toBe('closed');

    widget.startAgain();
    expect(widget.store.getState()).toMatchObject({ standing: { phase: 'form' }, tools: null });
    await expect.poll(() => media.store.getState().phase).toBe('open');
  });

  it('goes back to the page when it is closed after the end', async () => {
    const { widget, join, media } = createAnnsWidget();
    const server = await join();
    server.says(endedBy('completed'));
    widget.close();
    expect(widget.store.getState()).toMatchObject({ panel: 'closed', standing: { phase: 'form' } });
    expect(media.store.getState().phase).toBe('closed');
    server.says(waitingAt(1));
    expect(widget.store.getState().standing.phase).toBe('form');
  });
});

describe('after a reload', () => {
  it('takes the place up by its ticket, without being asked', async () => {
    const { widget, sessions, server } = createAnnsWidget({ place });
    widget.takeUp();
    await expect.poll(() => sessions.length).toBe(1);
    expect(server().request).toEqual({ ticket: annsTicket });
    server().says(waitingAt(1));
    expect(widget.store.getState()).toMatchObject({ panel: 'open', standing: { position: 1 } });
  });

  it('stays small if it was small', async () => {
    const { widget, sessions } = createAnnsWidget({ place: { ...place, small: true } });
    widget.takeUp();
    await expect.poll(() => sessions.length).toBe(1);
    expect(widget.store.getState().panel).toBe('minimised');
  });

  it('sends the camera again only after it is there', async () => {
    const { widget, media, sessions } = createAnnsWidget({ place });
    const grant = media.keepsAsking();
    widget.takeUp();
    await Promise.resolve();
    expect(sessions).toHaveLength(0);
    grant();
    await expect.poll(() => sessions.length).toBe(1);
  });

  it('shows the form when the ticket is worth nothing any more', async () => {
    const { widget, sessions, server, tickets } = createAnnsWidget({ place });
    widget.open();
    await expect.poll(() => sessions.length).toBe(1);
    server().says({ phase: 'refused', code: 'invalid_ticket' });
    expect(widget.store.getState().standing.phase).toBe('form');
    expect(tickets.kept()).toBeNull();
  });
});

/** Ann was with Dana, and has lost the line for too long. */
async function lostCall() {
  const ann = createAnnsWidget();
  const server = await ann.join();
  server.says(waitingAt(1));
  server.says(withDana('active'));
  server.says(endedBy('caller_lost'));
  return ann;
}

describe('a call that is lost', () => {
  it('is called back from with what was said before, and nothing to fill in', async () => {
    const { widget, media, sessions, server, tickets } = await lostCall();
    expect(media.store.getState().phase).toBe('closed');
    await widget.callBack();
    expect(sessions).toHaveLength(2);
    expect(server().request).toMatchObject({
      name: 'Ann',
      reason: 'Saddle height',
      media: 'video',
      lost: annsTicket,
    });
    expect(media.store.getState().phase).toBe('open');
    server().says(waitingAt(1));
    expect(widget.store.getState().standing).toMatchObject({ phase: 'waiting', position: 1 });
    expect(tickets.kept()).toEqual(place);
  });

  it('is called back from without a word on being recorded, which the server has', async () => {
    const status = { ...acme, recordings: 'ask_when_joining' } as const;
    const { widget, server, join } = createAnnsWidget({ callee: { phase: 'known', status } });
    widget.edit({ mayRecord: true });
    await join();
    expect(server().request).toMatchObject({ recordingConsent: { consented: true } });
    server().says(waitingAt(1));
    server().says(withDana('active'));
    server().says(endedBy('caller_lost'));
    await widget.callBack();
    expect(server().request).toMatchObject({ lost: annsTicket });
    expect(server().request).not.toHaveProperty('recordingConsent');
  });

  it('may be called back from after a reload; no camera is opened for showing that', async () => {
    const { tickets } = await lostCall();
    const kept = tickets.kept();
    expect(kept).toEqual({ ...place, ended: 'lost' });

    const { widget, media, sessions, server } = createAnnsWidget({ place: kept ?? place });
    widget.takeUp();
    await expect.poll(() => sessions.length).toBe(1);
    expect(media.store.getState().phase).toBe('closed');
    server().says(endedBy('caller_lost'));
    await widget.callBack();
    // The server knows why she called.
    expect(server().request).toMatchObject({ name: 'Ann', reason: '', lost: annsTicket });
  });

  it('is forgotten when Ann closes the panel, or would rather start again', async () => {
    for (const leave of ['close', 'startAgain'] as const) {
      const { widget, tickets } = await lostCall();
      widget[leave]();
      expect(tickets.kept()).toBeNull();
    }
  });

  it('is nothing to come back to when it is too late', async () => {
    const lost = { ...place, ended: 'lost' } as const;
    const { widget, sessions, server, tickets } = createAnnsWidget({ place: lost });
    widget.takeUp();
    await expect.poll(() => sessions.length).toBe(1);
    server().says({ ...endedBy('caller_lost'), callBackForMs: 0 });
    expect(tickets.kept()).toBeNull();
  });

  it('is not what another page of the site begins with', () => {
    const over = { ...place, ended: 'over' } as const;
    const { widget, sessions, tickets } = createAnnsWidget({ place: over });
    widget.takeUp(false);
    expect([widget.store.getState().panel, tickets.kept()]).toEqual(['closed', null]);
    expect(sessions).toHaveLength(0);
  });

  it('is left at once when the panel is closed', async () => {
    const { widget, join, tickets } = createAnnsWidget();
    const server = await join();
    server.says(withDana('active'));
    server.says({ ...endedBy('completed'), callBackForMs: 0 });
    tickets.keep({ ...place, ended: 'over' });
    widget.close();
    expect(tickets.kept()).toBeNull();
  });

  it('is told of also when the panel had been made small', async () => {
    const { widget, join } = createAnnsWidget();
    const server = await join();
    server.says(withDana('active'));
    widget.close();
    server.says(endedBy('consultant_lost'));
    expect(widget.store.getState().panel).toBe('open');
  });
});

describe('what Dana is sent', () => {
  it('is in one stream, whatever becomes of the microphone in the call', async () => {
    const { widget, join, media } = createAnnsWidget();
    const server = await join();
    server.says(waitingAt(1));
    server.says(withDana('active'));
    const sent = server.sent();
    expect(sent?.getAudioTracks()).toHaveLength(1);

    const trouble = { code: 'ended', device: 'microphone' } as const;
    media.becomes({ phase: 'trouble', media: 'video', trouble });
    expect(server.sent()).toBe(sent);
    widget.retryMedia();
    await expect.poll(() => media.store.getState().phase).toBe('open');

    const state = media.store.getState();
    if (state.phase !== 'open') throw new Error(state.phase);
    expect(sent?.getAudioTracks()[0]).toBe(state.stream.getAudioTracks()[0]);
    expect(sent?.getVideoTracks()[0]).toBe(state.stream.getVideoTracks()[0]);
    expect(server.sent()).toBe(sent);
  });
});

describe('in a browser that cannot make calls', () => {
  it('holds a place, and gives a link that takes it along', async () => {
    const { widget, media, sessions, server } = createAnnsWidget();
    media.refuses({ code: 'unsupported', device: 'both' });
    widget.open();
    widget.edit({ name: 'Ann' });
    expect(widget.link()).toBe('https://desk.example/c/acme-support');
    await widget.join();
    expect(sessions).toHaveLength(1);
    server().says(waitingAt(1));
    expect(widget.link()).toBe(
      `https://desk.example/c/acme-support#ticket=${annsTicket}&media=video`,
    );
  });

  it('but not where the microphone was refused', async () => {
    const { widget, media, sessions } = createAnnsWidget();
    media.refuses({ code: 'denied', device: 'both' });
    widget.open();
    widget.edit({ name: 'Ann' });
    await widget.join();
    expect(sessions).toHaveLength(0);
  });
});

describe('moved to another tab', () => {
  it('turns this camera off, and on again when taken back', async () => {
    const { widget, join, media } = createAnnsWidget();
    const server = await join();
    server.says(waitingAt(1));
    server.says({ phase: 'moved' });
    expect(media.store.getState().phase).toBe('closed');

    await widget.takeBack();
    expect(server.asked).toEqual(['takeBack']);
    expect(media.store.getState().phase).toBe('open');
  });

  it('has everything of a call at hand when it is taken back in the middle of one', async () => {
    const { widget, join } = createAnnsWidget();
    const server = await join();
    const tools = () => widget.store.getState().tools;
    server.says(withDana('active'));
    await expect.poll(tools).not.toBeNull();
    const before = tools();

    server.says({ phase: 'moved' });
    expect(tools()).toBeNull();
    await widget.takeBack();
    server.says(withDana('active'));
    await expect.poll(tools).not.toBeNull();
    expect(tools()).not.toBe(before);
  });
});

describe('a call that ended before it was drawn', () => {
  it('brings its tools to no call after it', async () => {
    let open: (() => void) | undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { widget, join, sessions } = createAnnsWidget({ opened: () => opened });
    const server = await join();
    server.says(withDana('active'));
    await expect.poll(() => widget.store.getState().showsCall).toBe(true);
    server.says(endedBy('completed'));
    widget.startAgain();
    await join();
    expect(sessions).toHaveLength(2);

    open?.();
    await opened;
    expect(widget.store.getState()).toMatchObject({ showsCall: false, tools: null });
  });
});

/** Ann has typed something, and would rather write. */
async function writing() {
  const ann = createAnnsWidget({ callee: nobodyThere });
  ann.widget.open();
  ann.widget.edit({ name: ' Ann\u0000 ', reason: 'Saddle\nheight', contact: 'ann@example.org' });
  await expect.poll(() => ann.media.store.getState().phase).toBe('open');
  ann.widget.writeMessage();
  const message = () => {
    const { standing } = ann.widget.store.getState();
    return standing.phase === 'message' ? standing.message : null;
  };
  return { ...ann, message };
}

describe('leaving a message', () => {
  it('turns the camera off while writing, and on again for the form', async () => {
    const { widget, media } = await writing();
    expect(media.store.getState().phase).toBe('closed');
    widget.startAgain();
    await expect.poll(() => media.store.getState().phase).toBe('open');
    expect(widget.store.getState().standing.phase).toBe('form');
  });

  it('does not join after all when the microphone comes too late', async () => {
    const { widget, media, sessions } = createAnnsWidget();
    const grant = media.keepsAsking();
    widget.open();
    widget.edit({ name: 'Ann' });
    const joining = widget.join();
    widget.writeMessage();
    grant();
    await joining;
    expect(sessions).toHaveLength(0);
    expect(widget.store.getState().standing.phase).toBe('message');
  });

  it('sends what was written, and starts the next one empty', async () => {
    const { widget, letterBox, message } = await writing();
    expect(await widget.sendMessage()).toBeNull();
    expect(letterBox.received).toEqual([
      {
        name: 'Ann',
        contact: 'ann@example.org',
        text: 'Saddle\nheight',
        locale: 'en',
        attempt: expect.any(String),
      },
    ]);
    expect(message()).toEqual({ phase: 'sent' });
    expect(widget.store.getState().draft).toMatchObject({ name: ' Ann\u0000 ', reason: '' });
  });

  it('sends nothing that the server would refuse, and says what is missing', async () => {
    const { widget, letterBox, message } = await writing();
    widget.edit({ contact: ' ', reason: '' });
    expect(await widget.sendMessage()).toBe('contact');
    expect(message()).toMatchObject({ wrong: ['contact', 'reason'] });
    widget.edit({ contact: 'a' });
    expect(message()).toMatchObject({ wrong: ['reason'] });
    expect(letterBox.received).toHaveLength(0);
  });

  it('is sent once, however often the button is pressed', async () => {
    const { widget, letterBox } = await writing();
    await Promise.all([widget.sendMessage(), widget.sendMessage()]);
    await widget.sendMessage();
    expect(letterBox.received).toHaveLength(1);
  });

  it('is the same message when it is sent again, and another one when it was changed', async () => {
    const { widget, letterBox, message } = await writing();
    letterBox.answers({ phase: 'writing', wrong: [], failure: 'unreachable' });
    await widget.sendMessage();
    expect(message()).toMatchObject({ failure: 'unreachable' });
    expect(widget.store.getState().draft.reason).toBe('Saddle\nheight');
    await widget.sendMessage();
    widget.edit({ reason: 'Saddle height, and the bell' });
    await widget.sendMessage();
    const [first, again, changed] = letterBox.received.map(({ attempt }) => attempt);
    expect(again).toBe(first);
    expect(changed).not.toBe(first);
  });

  it('says how it went when the panel was closed meanwhile', async () => {
    const { widget, letterBox, media, message } = await writing();
    const answer = letterBox.keepsWaiting();
    const sending = widget.sendMessage();
    widget.close();
    answer({ phase: 'sent' });
    await sending;
    expect(widget.store.getState().panel).toBe('closed');
    widget.open();
    expect(message()).toEqual({ phase: 'sent' });
    expect(media.store.getState().phase).toBe('closed');
  });

  it('is kept when the panel is closed before it was sent', async () => {
    const { widget } = await writing();
    widget.close();
    widget.open();
    expect(widget.store.getState()).toMatchObject({
      standing: { phase: 'form' },
      draft: { reason: 'Saddle\nheight', contact: 'ann@example.org' },
    });
  });
});

describe('whether anyone is there', () => {
  it('is asked again while the form is open, and no longer', async () => {
    const { widget, notice, join } = createAnnsWidget({ callee: nobodyThere });
    expect(notice.keptFresh()).toBe(false);
    widget.open();
    await expect.poll(() => widget.store.getState().callee).toEqual(nobodyThere);
    notice.says({ phase: 'known', status: acme });
    notice.passes();
    await expect
      .poll(() => widget.store.getState().callee)
      .toEqual({ phase: 'known', status: acme });

    widget.close();
    expect(notice.keptFresh()).toBe(false);
    await join();
    expect(notice.keptFresh()).toBe(false);
  });

  it('is not forgotten for a hiccup of the network', async () => {
    const { widget, notice } = createAnnsWidget();
    widget.open();
    await expect.poll(() => widget.store.getState().callee.phase).toBe('known');
    notice.says({ phase: 'unreachable' });
    notice.passes();
    await Promise.resolve();
    expect(widget.store.getState().callee).toEqual({ phase: 'known', status: acme });
  });

  it('is known by itself once the server is back', async () => {
    const { widget, notice } = createAnnsWidget({ callee: { phase: 'unreachable' } });
    widget.open();
    await expect.poll(() => widget.store.getState().callee.phase).toBe('unreachable');
    notice.says({ phase: 'known', status: acme });
    notice.passes();
    await expect.poll(() => widget.store.getState().callee.phase).toBe('known');
  });

  it('gives the panel its name once a place was taken up again after the server had been away', async () => {
    const { widget, notice, sessions, server } = createAnnsWidget({
      place,
      callee: { phase: 'unreachable' },
    });
    widget.takeUp();
    await expect.poll(() => widget.store.getState().callee.phase).toBe('unreachable');
    await expect.poll(() => sessions.length).toBe(1);
    notice.says({ phase: 'known', status: acme });
    server().says(waitingAt(1));
    await expect.poll(() => widget.store.getState().callee.phase).toBe('known');
  });

  it('is told by the latest answer, not by the slowest', async () => {
    const { widget, notice } = createAnnsWidget();
    widget.open();
    await expect.poll(() => widget.store.getState().callee.phase).toBe('known');
    let arrive: ((late: typeof nobodyThere) => void) | undefined;
    notice.says(
      new Promise((resolve) => {
        arrive = resolve;
      }),
    );
    notice.passes();
    notice.says({ phase: 'refused', code: 'origin_refused' });
    widget.askAgain();
    await expect.poll(() => widget.store.getState().callee.phase).toBe('refused');
    arrive?.(nobodyThere);
    await Promise.resolve();
    expect(widget.store.getState().callee.phase).toBe('refused');
  });
});

it('learns the callee’s name when it opens', async () => {
  const { widget } = createAnnsWidget();
  widget.open();
  await expect.poll(() => widget.store.getState().callee).toEqual({ phase: 'known', status: acme });
});
