import { openWith } from '@peerdesk/call/testing';
import type { RefusalCode } from '@peerdesk/protocol';
import { REFUSAL_CODES } from '@peerdesk/protocol';
import type { CallerStanding } from '@peerdesk/session';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stubSound } from './testing/no-sound.ts';
import {
  acme,
  createAnnsWidget,
  endedBy,
  nobodyThere,
  streamOf,
  waitingAt,
  withDana,
} from './testing/people.ts';
import { texts as en } from './texts/en.ts';
import { texts as ko } from './texts/ko.ts';
import { Widget } from './Widget.tsx';

beforeAll(stubSound);
afterEach(cleanup);

async function showAnns(
  settings: Parameters<typeof createAnnsWidget>[0] = {},
  texts: typeof en = en,
) {
  const ann = createAnnsWidget({ loadWords: texts.loadInCall, ...settings });
  render(<Widget widget={ann.widget} texts={texts} options={{}} />);
  await act(async () => ann.widget.open());
  return ann;
}

/** Ann has joined and the server says this. */
async function showAnnAt(
  standing: CallerStanding,
  texts = en,
  settings: Parameters<typeof createAnnsWidget>[0] = {},
) {
  const ann = await showAnns(settings, texts);
  await act(() => ann.join());
  const server = ann.server();
  act(() => server.says(standing));
  return { ...ann, server };
}

const field = (name: string) => screen.getByRole('textbox', { name });

/** Ann has typed something, and would rather write. */
async function showWriting(texts = en) {
  const ann = await showAnns({ callee: nobodyThere }, texts);
  act(() => ann.widget.edit({ name: 'Ann', reason: 'Saddle height' }));
  await userEvent.click(screen.getByRole('button', { name: texts.message.leave }));
  return ann;
}

describe('before the queue', () => {
  it('shows the form under the callee’s name, the first field in focus', async () => {
    await showAnns();
    const dialog = within(screen.getByRole('dialog', { name: 'Acme Support' }));
    expect(dialog.getByRole('textbox', { name: 'Your name' })).toBe(document.activeElement);
    expect(dialog.getByRole('textbox', { name: 'How can we help?' })).toBeTruthy();
    expect(dialog.getByRole('radio', { name: 'Video' })).toHaveProperty('checked', true);
    expect(dialog.getByRole('radio', { name: 'Voice only' })).toHaveProperty('checked', false);
    expect(dialog.getByLabelText('Your camera preview')).toBeInstanceOf(HTMLVideoElement);
    expect(dialog.getByRole('combobox', { name: 'Camera' })).toHaveProperty('value', 'front');
    expect(dialog.getByRole('combobox', { name: 'Microphone' })).toHaveProperty('value', 'headset');
    expect(dialog.getByRole('meter', { name: 'Microphone level' })).toBeTruthy();
    expect(dialog.getByRole('button', { name: 'Join the queue' })).toBeTruthy();
  });

  it('says before anything is typed that nobody is there', async () => {
    await showAnns({ callee: nobodyThere });
    expect(screen.getByText(en.nobodyAvailable)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Leave a message' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Join the queue' })).toBeTruthy();
  });

  it('says by itself that somebody has come, and offers no message any more', async () => {
    const { notice } = await showAnns({ callee: nobodyThere });
    const status = screen.getByText(en.nobodyAvailable).closest('output');
    notice.says({ phase: 'known', status: acme });
    await act(async () => notice.passes());
    expect(status?.textContent).toContain(en.somebodyAvailable);
    expect(status?.isConnected).toBe(true);
    expect(screen.queryByRole('button', { name: 'Leave a message' })).toBeNull();
  });

  it('joins by keyboard alone', async () => {
    const { sessions } = await showAnns();
    await userEvent.keyboard('Ann{Tab}Saddle height{Shift>}{Tab}{/Shift}{Enter}');
    expect(sessions[0]?.request).toMatchObject({ name: 'Ann', reason: 'Saddle height' });
  });

  it('asks for the name beside its field', async () => {
    await showAnns();
    await userEvent.click(screen.getByRole('button', { name: 'Join the queue' }));
    const name = screen.getByRole('textbox', { name: 'Your name' });
    expect(name.getAttribute('aria-invalid')).toBe('true');
    expect(name).toBe(document.activeElement);
    const message = document.getElementById(name.getAttribute('aria-describedby') ?? '');
    expect(message?.textContent).toBe(en.nameMissing);
  });

  it('opens no camera for voice only', async () => {
    const { media } = await showAnns();
    await userEvent.click(screen.getByRole('radio', { name: 'Voice only' }));
    expect(media.store.getState()).toMatchObject({ phase: 'open', media: 'audio' });
    expect(screen.queryByLabelText('Your camera preview')).toBeNull();
    expect(screen.queryByRole('combobox', { name: 'Camera' })).toBeNull();
  });

  it('says that the browser asks, while it asks', async () => {
    const { media } = await showAnns();
    act(() => media.becomes({ phase: 'opening', media: 'video' }));
    expect(screen.getByText(en.cameraAsked)).toBeTruthy();
  });

  it('goes on with the voice when the camera is blocked', async () => {
    const { media, widget } = await showAnns();
    act(() =>
      media.becomes({
        ...openWith(streamOf('audio')),
        media: 'video',
        trouble: { code: 'denied', device: 'camera' },
      }),
    );
    expect(screen.getByRole('alert').textContent).toContain('The camera is blocked.');
    await userEvent.click(screen.getByRole('button', { name: 'Continue with voice only' }));
    expect(widget.store.getState().draft.media).toBe('audio');
  });

  it.each(['insecure', 'denied', 'no_device', 'in_use'] as const)(
    'says what to do about the microphone: %s',
    async (code) => {
      const { media } = await showAnns();
      act(() =>
        media.becomes({ phase: 'trouble', media: 'video', trouble: { code, device: 'both' } }),
      );
      expect(screen.getByRole('alert').textContent).toContain(en.call.trouble[code].both.next);
    },
  );

  it('says that the server is away, and asks again', async () => {
    const { widget } = await showAnns({ callee: { phase: 'unreachable' } });
    expect(screen.getByRole('alert').textContent).toContain(en.serverAway.what);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(widget.store.getState().callee.phase).toBe('unreachable');
  });

  it.each(['unknown_callee', 'origin_refused'] as const)(
    'says at once that there is no talking: %s',
    async (code) => {
      await showAnns({ callee: { phase: 'refused', code } });
      expect(screen.getByRole('alert').textContent).toContain(en.refusals[code].what);
      expect(screen.queryByRole('textbox')).toBeNull();
    },
  );

  it('closes, and the camera with it', async () => {
    const { media } = await showAnns();
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(media.store.getState().phase).toBe('closed');
  });
});

describe('leaving a message', () => {
  it('takes over what was typed, and shows nobody', async () => {
    const { media } = await showWriting();
    expect(screen.getByRole('heading', { name: 'Leave a message' })).toBe(document.activeElement);
    expect(field('Your name')).toHaveProperty('value', 'Ann');
    expect(field('Your message')).toHaveProperty('value', 'Saddle height');
    expect(field('Email or telephone')).toHaveProperty('value', '');
    expect(screen.queryByLabelText('Your camera preview')).toBeNull();
    expect(media.store.getState().phase).toBe('closed');
  });

  it('goes back to the form, with everything that was typed', async () => {
    const { media } = await showWriting();
    await userEvent.type(field('Your message'), ', please');
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(field('How can we help?')).toHaveProperty('value', 'Saddle height, please');
    expect(media.store.getState().phase).toBe('open');
  });

  it('says what is wrong beside the field, and goes there', async () => {
    const { letterBox } = await showWriting();
    await userEvent.click(screen.getByRole('button', { name: 'Send message' }));
    const contact = field('Email or telephone');
    expect(contact).toBe(document.activeElement);
    expect(contact.getAttribute('aria-invalid')).toBe('true');
    const words = document.getElementById(contact.getAttribute('aria-describedby') ?? '');
    expect(words?.textContent).toBe(en.message.wrong.contact);
    expect(letterBox.received).toHaveLength(0);

    await userEvent.keyboard('a');
    expect(contact.getAttribute('aria-invalid')).toBe('false');
    expect(contact).toBe(document.activeElement);
  });

  it('goes to the field that the server refuses', async () => {
    const { letterBox } = await showWriting();
    letterBox.answers({ phase: 'writing', wrong: ['reason'], failure: null });
    await userEvent.type(field('Email or telephone'), 'ann@example.org{Enter}');
    expect(field('Your message')).toBe(document.activeElement);
    expect(field('Your message').getAttribute('aria-invalid')).toBe('true');
  });

  it('says that it is being sent, and that it was', async () => {
    const { letterBox, widget } = await showWriting();
    const answer = letterBox.keepsWaiting();
    await userEvent.type(field('Email or telephone'), 'ann@example.org{Enter}');
    expect(screen.getByRole('button', { name: 'Sending…' }).getAttribute('aria-busy')).toBe('true');
    expect(screen.getByRole('button', { name: 'Back' })).toHaveProperty('disabled', true);
    await act(async () => answer({ phase: 'sent' }));
    expect(screen.getByRole('heading', { name: 'Message sent' })).toBe(document.activeElement);
    expect(screen.getByText(/answer you at ann@example.org/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(widget.store.getState().panel).toBe('closed');
  });

  it.each(['unreachable', 'rate_limited', 'queue_full', 'origin_refused', 'internal'] as const)(
    'says why it was not sent, keeps it, and sends it again: %s',
    async (failure) => {
      const { letterBox } = await showWriting();
      letterBox.answers({ phase: 'writing', wrong: [], failure });
      await userEvent.type(field('Email or telephone'), 'ann@example.org{Enter}');
      const words = failure === 'unreachable' ? en.serverAway : en.refusals[failure];
      const alert = screen.getByRole('alert');
      for (const part of [en.message.notSent, words.what, words.next]) {
        expect(alert.textContent).toContain(part);
      }
      expect(field('Your message')).toHaveProperty('value', 'Saddle height');

      letterBox.answers({ phase: 'sent' });
      await userEvent.click(screen.getByRole('button', { name: 'Send message' }));
      expect(screen.getByRole('heading', { name: 'Message sent' })).toBeTruthy();
      expect(new Set(letterBox.received.map(({ attempt }) => attempt)).size).toBe(1);
    },
  );

  it('is possible in Korean', async () => {
    await showWriting(ko);
    expect(screen.getByRole('heading', { name: '메시지 남기기' })).toBeTruthy();
    await userEvent.type(field('이메일 또는 전화번호'), '02-120{Enter}');
    expect(screen.getByRole('heading', { name: '메시지를 보냈습니다' })).toBeTruthy();
  });
});

describe('in the queue', () => {
  it('announces the position politely, and again when it changes', async () => {
    const { server } = await showAnnAt(waitingAt(3));
    const position = screen.getByText('You are number 3 in the queue');
    expect(position.getAttribute('aria-live')).toBe('polite');
    act(() => server.says(waitingAt(2)));
    expect(screen.getByText('You are number 2 in the queue')).toBeTruthy();
  });

  it('estimates only when there is an honest estimate', async () => {
    const { server } = await showAnnAt(waitingAt(2));
    expect(screen.queryByText(/about/)).toBeNull();
    const estimate = { known: true, minMs: 240_000, maxMs: 420_000 } as const;
    act(() => server.says(waitingAt(2, { estimate })));
    expect(screen.getByText('about 4–7 minutes')).toBeTruthy();
  });

  it('says that the place is kept while the link is down', async () => {
    const { server } = await showAnnAt(waitingAt(2));
    act(() => server.link('down'));
    expect(screen.getByText(en.linkLost)).toBeTruthy();
    act(() => server.link('up'));
    expect(screen.queryByText(en.linkLost)).toBeNull();
  });

  it.each([en, ko])(
    'says while joining that the server is away, and goes on by itself',
    async (texts) => {
      const { server } = await showAnnAt({ phase: 'joining' }, texts);
      act(() => server.link('down'));
      const words = screen.getByText(texts.serverLost);
      expect(words.getAttribute('aria-live')).toBe('polite');
      act(() => {
        server.link('up');
        server.says(waitingAt(1));
      });
      expect(screen.getByText(texts.position(1))).toBeTruthy();
      expect(screen.queryByText(texts.serverLost)).toBeNull();
    },
  );

  it('can be left', async () => {
    const { server } = await showAnnAt(waitingAt(2));
    await userEvent.click(screen.getByRole('button', { name: 'Leave the queue' }));
    expect(server.asked).toEqual(['hangUp']);
    expect(screen.getByRole('heading', { name: 'Consultation ended' })).toBe(
      document.activeElement,
    );
  });

  it('is a pill when made small, and the panel again when pressed', async () => {
    await showAnnAt(waitingAt(2));
    await userEvent.click(screen.getByRole('button', { name: 'Make small' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    const pill = screen.getByRole('button', { name: /Number 2 in the queue/ });
    expect(pill).toBe(document.activeElement);
    await userEvent.click(pill);
    expect(screen.getByRole('dialog', { name: 'Acme Support' })).toBeTruthy();
  });

  it('leaves the page’s title alone', async () => {
    document.title = 'Kettle & Crank';
    await showAnnAt(waitingAt(2));
    expect(document.title).toBe('Kettle & Crank');
  });

  it('does not take the focus from what the person does on the page', async () => {
    const search = document.body.appendChild(document.createElement('input'));
    const { server } = await showAnnAt(waitingAt(1));
    search.focus();
    act(() => server.says(withDana('connecting')));
    expect(document.activeElement).toBe(search);
    search.remove();
  });
});

/** What only a call needs is fetched with it. */
const FETCHED = { timeout: 10_000 };

const stage = () => screen.getByRole('region', { name: 'Call with Dana' });

describe('with the consultant', () => {
  it('says who is ready while it connects, once the call takes the place of the wait', async () => {
    const { server } = await showAnnAt(waitingAt(1));
    act(() => server.says(withDana('connecting')));
    expect(screen.getByText('You are number 1 in the queue')).toBeTruthy();
    await screen.findByLabelText("Consultant's video", {}, FETCHED);
    await expect.poll(() => stage() === document.activeElement).toBe(true);
    expect(within(stage()).getByText('Dana is ready. Connecting…')).toBeTruthy();
  });

  it('shows the place again to whoever could not be connected', async () => {
    const { server } = await showAnnAt(withDana('connecting'));
    await screen.findByRole('region', { name: 'Call with Dana' }, FETCHED);
    act(() => server.says(waitingAt(1)));
    expect(screen.getByText('You are number 1 in the queue')).toBeTruthy();
    expect(screen.queryByRole('region', { name: /^Call with/ })).toBeNull();
  });

  it('says who is ready, with the way out, where the call cannot be drawn', async () => {
    const { server } = await showAnnAt(waitingAt(1), en, { callless: true });
    act(() => server.says(withDana('connecting')));
    act(() => server.call({ phase: 'connected', generation: 1, remote: streamOf('audio') }));
    const words = await screen.findByText('Dana is ready. Connecting…');
    expect(words.getAttribute('aria-live')).toBe('polite');
    expect(screen.queryByRole('button', { name: 'Leave the queue' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Hang up' }));
    expect(server.asked).toEqual(['hangUp']);
  });

  it('shows both, and hangs up', async () => {
    const { server } = await showAnnAt(withDana('active'));
    act(() =>
      server.call({ phase: 'connected', generation: 1, remote: streamOf('audio', 'video') }),
    );
    fireEvent.loadedData(await screen.findByLabelText("Consultant's video", {}, FETCHED));
    expect(await within(stage()).findByLabelText('Your video')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Hang up' }));
    expect(server.asked).toEqual(['hangUp']);
    expect(screen.getByText(en.endedBecause.completed)).toBeTruthy();
  });

  it('says that it reconnects', async () => {
    const { server } = await showAnnAt(withDana('active'));
    act(() => server.call({ phase: 'reconnecting', generation: 2 }));
    expect(await screen.findByText('Reconnecting…', {}, FETCHED)).toBeTruthy();
  });
});

describe('afterwards', () => {
  it.each(Object.keys(en.endedBecause) as (keyof typeof en.endedBecause)[])(
    'says why it ended: %s',
    async (reason) => {
      await showAnnAt(endedBy(reason));
      expect(screen.getByText(en.endedBecause[reason])).toBeTruthy();
      expect(screen.getByRole('button', { name: 'Close' })).toBeTruthy();
    },
  );

  it('does not say of a call that it could not be connected', async () => {
    await showAnnAt({ ...endedBy('failed'), wasConnected: true });
    expect(screen.queryByText(en.endedBecause.failed)).toBeNull();
    expect(screen.getByText(en.pathLost)).toBeTruthy();
  });

  it.each([
    ['Call back', /Call back within 9 min/, en],
    ['다시 연결하기', /9분 안에/, ko],
  ] as const)('offers to go on after a call that was lost: %s', async (name, hint, texts) => {
    const lost = { ...endedBy('consultant_lost'), callBackForMs: 530_000 };
    const { sessions, widget } = await showAnnAt(waitingAt(1), texts);
    act(() => sessions[0]?.says(lost));
    expect(screen.getByText(hint)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name }));
    await expect.poll(() => sessions.length).toBe(2);
    expect(sessions[1]?.request).toMatchObject({ name: 'Ann', lost: expect.any(String) });
    expect(widget.store.getState().standing.phase).toBe('joining');
  });

  it('does not offer it any more when it is too late', async () => {
    await showAnnAt({ ...endedBy('caller_lost'), callBackForMs: 0 });
    expect(screen.queryByRole('button', { name: 'Call back' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Start again' })).toBeTruthy();
  });

  it('gives the consultant’s words on declining, as words', async () => {
    await showAnnAt(endedBy('declined', '<b>Please write to us</b>'));
    expect(screen.getByText('<b>Please write to us</b>')).toBeTruthy();
  });

  it('starts again where that helps', async () => {
    const { widget } = await showAnnAt(endedBy('failed'));
    await userEvent.click(screen.getByRole('button', { name: 'Start again' }));
    expect(widget.store.getState().standing.phase).toBe('form');
    expect(screen.getByRole('textbox', { name: 'Your name' })).toHaveProperty('value', 'Ann');
  });

  it('says that another tab has it, and takes it back', async () => {
    const { server } = await showAnnAt({ phase: 'moved' });
    await userEvent.click(screen.getByRole('button', { name: 'Continue here' }));
    expect(server.asked).toEqual(['takeBack']);
  });

  const refusals = REFUSAL_CODES.filter(
    (code) => code !== 'invalid_ticket' && code !== 'consultation_ended',
  );
  it.each<RefusalCode>(refusals)('words the refusal %s', async (code) => {
    await showAnnAt({ phase: 'refused', code });
    expect(screen.getByRole('alert').textContent).toContain(en.refusals[code].what);
    expect(screen.getByRole('alert').textContent).toContain(en.refusals[code].next);
  });
});

describe('in Korean', () => {
  it('shows the form', async () => {
    await showAnns({}, ko);
    expect(screen.getByRole('textbox', { name: '이름' })).toBeTruthy();
    expect(screen.getByRole('combobox', { name: '마이크' })).toBeTruthy();
    expect(screen.getByRole('button', { name: '대기열에 들어가기' })).toBeTruthy();
  });

  it('shows the place', async () => {
    await showAnnAt(waitingAt(2), ko);
    expect(screen.getByText('현재 대기 순서는 2번째입니다')).toBeTruthy();
  });

  it('shows the call', async () => {
    await showAnnAt(withDana('connecting'), ko);
    const name = 'Dana 님과 통화';
    expect(await screen.findByRole('region', { name }, FETCHED)).toBeTruthy();
    expect(screen.getByRole('status').textContent).toBe('Dana 님이 준비되었습니다. 연결 중…');
  });

  it('shows the end', async () => {
    await showAnnAt(endedBy('completed'), ko);
    expect(screen.getByRole('heading', { name: '상담이 끝났습니다' })).toBeTruthy();
  });
});
