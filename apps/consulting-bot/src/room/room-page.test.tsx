import { createCallTools, createOutgoing } from '@peerdesk/call';
import { callIn } from '@peerdesk/call/testing';
import type {
  AnswerRecordingRequest,
  ConsultationId,
  PlaceSecret,
  RecordingId,
  RecordingView,
  RoomKey,
  RoomStatus,
  RoomView,
} from '@peerdesk/protocol';
import type { RoomSessionOptions, RoomStanding, RoomState } from '@peerdesk/session';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { stubSound } from '../testing/no-sound.ts';
import { createAnnsMedia } from '../testing/people.ts';
import { createTickets } from '../tickets.ts';
import { RoomFrame } from './RoomFrame.tsx';
import { createRoomPage } from './room-page.ts';
import type { RoomKnown } from './room-status.ts';
import { texts } from './texts/en.ts';

const room = 'a-rooms-key' as RoomKey;
const status: RoomStatus = {
  title: 'Second look',
  opensAt: null,
  closesAt: null,
  once: false,
  knock: false,
  openness: 'open',
  calleeName: 'Acme Support',
  yourName: null,
};
const withBob: RoomView = {
  phase: 'connecting',
  place: 'first',
  meeting: 1,
  generation: 1,
  remoteName: 'Bob',
  startedAt: null,
  at: 1,
  ice: { iceServers: [], iceTransportPolicy: 'all' },
  consultation: null,
};

beforeAll(stubSound);
beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(cleanup);

const never = async () => 'forbidden' as const;

/** With a consultant. */
const inMeeting = (recording: RecordingView): RoomView => ({
  ...withBob,
  phase: 'active',
  startedAt: 1,
  consultation: { id: 'a-consultation' as ConsultationId, party: 'caller', recording },
});

/** The page as it is, with a camera that is there at once and a server that says what the test says. */
async function openPage(known: RoomKnown = { phase: 'known', status }) {
  const media = createAnnsMedia();
  const store = createStore<RoomState>(() => ({
    link: 'up',
    standing: { phase: 'entering' },
    clockOffsetMs: 0,
  }));
  const pressed: string[] = [];
  const press = (what: string) => () => void pressed.push(what);
  const opened: RoomSessionOptions[] = [];
  const ended: number[] = [];
  const answers: AnswerRecordingRequest[] = [];
  let tones = 0;
  let looked: (() => void) | null = null;
  let answer = known;
  let made = 0;
  const places = createTickets<PlaceSecret>('room');
  const page = createRoomPage({
    room,
    media,
    outgoing: createOutgoing(media),
    places,
    askRoom: async () => answer,
    askIce: async () => null,
    dressTest: async () => {},
    link: 'https://help.example/r/a-rooms-key',
    keepFresh(refresh) {
      looked = refresh;
      return () => {
        looked = null;
      };
    },
    async openSession(options) {
      opened.push(options);
      store.setState({ standing: { phase: 'entering' } });
      return {
        store,
        call: callIn({ phase: 'connecting', generation: 1 }),
        requestRecording: never,
        pauseRecording: never,
        resumeRecording: never,
        async stopRecording() {
          pressed.push('stop recording');
          return null;
        },
        async answerRecording(said) {
          answers.push(said);
          return null;
        },
        admit: press('admit'),
        decline: press('decline'),
        leave() {
          pressed.push('leave');
          store.setState({ standing: { phase: 'left' } });
        },
        takeBack: press('take back'),
        close: press('close'),
      };
    },
    createTools(options) {
      const which = ++made;
      const tools = createCallTools(options);
      return {
        ...tools,
        end() {
          ended.push(which);
          tools.end();
        },
      };
    },
    playTone: () => void tones++,
    forgetCall() {},
    clock: () => 1000,
  });
  render(<RoomFrame page={page} texts={texts} onSwitchLanguage={() => {}} />);
  await page.start();
  return {
    person: userEvent.setup({ delay: null }),
    page,
    places,
    opened,
    pressed,
    ended,
    answers,
    tones: () => tones,
    media: media.store,
    say: (standing: RoomStanding) => store.setState({ standing }),
    /** What the server says of the room when the page looks again. */
    lookAgain: (next: RoomKnown) => {
      answer = next;
      looked?.();
    },
  };
}

async function enterAs(name: string, opening = openPage()) {
  const opened = await opening;
  await opened.person.type(await screen.findByRole('textbox', { name: 'Your name' }), name);
  await opened.person.click(screen.getByRole('button', { name: 'Enter the room' }));
  await expect.poll(() => opened.opened.length).toBeGreaterThan(0);
  return opened;
}

describe('the door', () => {
  it('asks for a name first', async () => {
    const { person, opened } = await openPage();
    screen.getByRole('heading', { name: /Second look/ });
    await person.click(await screen.findByRole('button', { name: 'Enter the room' }));
    screen.getByText('Please tell us your name.');
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Your name' }));
    expect(opened).toEqual([]);
  });

  it('knows the consultant who is signed in', async () => {
    await openPage({ phase: 'known', status: { ...status, yourName: 'Dana' } });
    const name = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Your name' });
    expect(name.value).toBe('Dana');
    const link = screen.getByRole('link', { name: /Enter in the console/ });
    expect(link.getAttribute('href')).toBe('/rooms');
  });

  it('leads out of a browser that makes no calls, and offers a test of oneself', async () => {
    const { media } = await openPage();
    await screen.findByRole('button', { name: 'Check camera, microphone and connection' });
    media.setState(
      { phase: 'trouble', media: 'video', trouble: { code: 'unsupported', device: 'microphone' } },
      true,
    );
    await screen.findByRole('button', { name: 'Copy link' });
    screen.getByDisplayValue('https://help.example/r/a-rooms-key');
  });

  it('is shown again to a third one, who can try again', async () => {
    const { person, say, opened } = await enterAs('Cleo');
    say({ phase: 'refused', code: 'room_full' });
    const words = await screen.findByText('This room is full');
    expect(words.closest('output')).not.toBeNull();
    expect(sessionStorage.length).toBe(0);
    await person.click(screen.getByRole('button', { name: 'Enter the room' }));
    await expect.poll(() => opened).toHaveLength(2);
  });

  it('opens by itself when it is time', async () => {
    const notYet = { ...status, openness: 'not_yet', opensAt: Date.UTC(2026, 10, 21) } as const;
    const { lookAgain, media } = await openPage({ phase: 'known', status: notYet });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('This room is not open yet. It opens on');
    expect(media.getState().phase).toBe('closed');
    lookAgain({ phase: 'known', status });
    await screen.findByRole('button', { name: 'Enter the room' });
    expect(media.getState().phase).toBe('open');
  });

  it('is not there for a room that is unknown, expired, revoked or used', async () => {
    const shut = [
      [{ phase: 'unknown' }, 'This room does not exist.'],
      [{ phase: 'known', status: { ...status, openness: 'expired' } }, 'This room has expired.'],
      [
        { phase: 'known', status: { ...status, openness: 'revoked' } },
        'This room has been revoked.',
      ],
      [{ phase: 'known', status: { ...status, openness: 'used' } }, 'This room has been used.'],
    ] as const;
    for (const [known, words] of shut) {
      const { media } = await openPage(known);
      const alert = await screen.findByRole('alert');
      expect(alert.textContent).toContain(words);
      expect(media.getState().phase).toBe('closed');
      cleanup();
    }
  });
});

describe('inside', () => {
  it('one waits, and is told who has left', async () => {
    const { say } = await enterAs('Ann');
    say({ phase: 'waiting' });
    await screen.findByText('Waiting for the other person');
    say(withBob);
    await screen.findByRole('region', { name: 'Call with Bob' });
    screen.getByLabelText("Bob's video");
    screen.getByRole('button', { name: 'Leave' });
    expect(screen.queryByRole('button', { name: 'Hang up' })).toBeNull();
    say({ phase: 'waiting' });
    await screen.findByText('Bob has left the room.');
  });

  it('the one who comes next finds nothing of the one before', async () => {
    const { say, ended } = await enterAs('Ann');
    say(withBob);
    await screen.findByRole('region', { name: 'Call with Bob' });
    say({ ...withBob, generation: 2 });
    expect(ended).toEqual([]);
    say({ ...withBob, meeting: 3, generation: 3, remoteName: 'Cleo' });
    await screen.findByRole('region', { name: 'Call with Cleo' });
    expect(ended).toEqual([1]);
  });

  it('one is asked before being recorded, hears it begin, sees it, and can stop it', async () => {
    const { say, person, answers, pressed, tones } = await enterAs('Ann');
    const id = 'a-recording' as RecordingId;
    say(inMeeting({ phase: 'asked', id, media: 'voice', since: 1 }));
    await screen.findByRole('alertdialog', { name: 'Recording consent' });
    expect(screen.queryByText('This consultation is being recorded')).toBeNull();
    await person.click(screen.getByRole('button', { name: 'Allow recording' }));
    expect(answers).toMatchObject([{ recording: id, consented: true, locale: 'en' }]);
    expect(tones()).toBe(0);

    say(inMeeting({ phase: 'on', id, media: 'voice', since: 1, recordedMs: 0 }));
    await screen.findByText('This consultation is being recorded');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    say(inMeeting({ phase: 'paused', id, media: 'voice', since: 1, recordedMs: 0 }));
    await screen.findByText(/paused/);
    expect(tones()).toBe(1);
    await person.click(screen.getByRole('button', { name: 'Stop recording' }));
    expect(pressed).toEqual(['stop recording']);
  });

  it('who knocks is let in or declined', async () => {
    const { say, person, pressed } = await enterAs('Ann');
    say({ phase: 'asked', generation: 1, remoteName: 'Bob' });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toBe('Bob would like to come in');
    await person.click(screen.getByRole('button', { name: 'Let in' }));
    await person.click(screen.getByRole('button', { name: 'Decline' }));
    expect(pressed).toEqual(['admit', 'decline']);
  });

  it('one comes back after a reload without a click, with the same secret', async () => {
    const first = await enterAs('Ann');
    first.say({ phase: 'waiting' });
    cleanup();
    const again = await openPage();
    await expect.poll(() => again.opened).toHaveLength(1);
    expect(again.opened[0]?.place).toBe(first.opened[0]?.place);
    expect(again.opened[0]?.name).toBe('Ann');
  });

  it('nothing is on, and nothing kept, after leaving', async () => {
    const { say, person, media, places } = await enterAs('Ann');
    say({ phase: 'waiting' });
    await person.click(await screen.findByRole('button', { name: 'Leave' }));
    await screen.findByRole('heading', { name: 'You have left the room' });
    expect(media.getState().phase).toBe('closed');
    expect(places.ofThisTab() ?? places.ofThisBrowser()).toBeNull();
    await person.click(screen.getByRole('button', { name: 'Back to the door' }));
    await screen.findByRole('button', { name: 'Enter the room' });
  });

  it('a call that came to nothing leaves something for whoever can help', async () => {
    const { say, person } = await enterAs('Ann');
    say(withBob);
    await screen.findByRole('region', { name: 'Call with Bob' });
    await person.click(screen.getByRole('button', { name: 'Leave' }));
    await screen.findByRole('button', { name: 'Copy diagnostics' });
    await person.click(screen.getByRole('button', { name: 'Back to the door' }));
    await screen.findByRole('button', { name: 'Enter the room' });
  });

  it('a room that is revoked says so', async () => {
    const { say, media } = await enterAs('Ann');
    say(withBob);
    say({ phase: 'out', reason: 'revoked' });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('This room has been revoked.');
    expect(media.getState().phase).toBe('closed');
  });
});
