import { type ConsultantView, NOT_RECORDED, type RecordingId } from '@peerdesk/protocol';
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { consultationWith, deskOf, waitingCaller } from '../testing/desk-stand-in.ts';
import { openConsole } from '../testing/open-console.tsx';

const ann = waitingCaller('Ann', 400_000, { reason: 'Refund for order 1042' });
const bob = waitingCaller('Bob', 130_000, { media: 'audio', present: false });

const openDesk = async (...options: Parameters<typeof openConsole>) => {
  const opened = openConsole(...options);
  await waitFor(() => expect(screen.queryAllByRole('main')).toHaveLength(1));
  await screen.findByRole('heading', { level: 1 });
  return opened;
};

describe('the queue', () => {
  it('shows who waits, why, how long, and how', async () => {
    const { desk } = await openDesk();
    act(() => desk.say({ desk: deskOf(ann, bob), available: true }));

    screen.getByRole('heading', { name: 'Queue' });
    screen.getByText(/^2 waiting · longest 06:4/);
    const list = screen.getByRole('list', { name: 'Waiting callers' });
    const [first, second] = within(list).getAllByRole('listitem');
    expect(first?.textContent).toMatch(/Ann.*video.*06:4.*Refund for order 1042/);
    expect(second?.textContent).toMatch(/Bob.*voice.*02:1.*away.*–/);
    expect(document.title).toBe('(2) Peerdesk');
  });

  it('counts by the clock of the server', async () => {
    const { desk } = await openDesk();
    act(() => desk.say({ desk: deskOf(ann), clockOffsetMs: -340_000 }));
    screen.getByText(/longest 01:0/);
  });

  it('says in Korean what to do while nobody waits', async () => {
    const { desk } = await openDesk({ locale: 'ko' });
    act(() => desk.say({ desk: deskOf() }));
    screen.getByRole('heading', { name: '대기열' });
    screen.getByRole('list', { name: '대기 중인 고객' });
    screen.getByText(/“상담 가능”을 켜면/);
    expect(screen.getByRole('link', { name: /링크 공유하기/ }).getAttribute('href')).toBe(
      '/c/acme-support',
    );
  });

  it('accepts the next caller once, however often it is pressed', async () => {
    const { person, desk } = await openDesk();
    act(() => desk.say({ desk: deskOf(ann, bob), available: true }));
    const answers: ((refusal: null) => void)[] = [];
    const answered = new Promise<null>((resolve) => answers.push(resolve));
    desk.answer(() => answered);
    const button = screen.getByRole('button', { name: 'Accept next caller' });
    await person.dblClick(button);
    await waitFor(() => expect(desk.pressed).toEqual(['accept next']));
    // An answer that comes at once needs no sign that it is on its way.
    expect(button.dataset['loading']).toBeUndefined();
    await waitFor(() => expect(button.dataset['loading']).toBe('true'));
    await act(async () => answers[0]?.(null));
    expect(button.dataset['loading']).toBeUndefined();
  });

  it('accepts also who was pressed while the server had not answered another press', async () => {
    const { person, desk } = await openDesk();
    act(() => desk.say({ desk: deskOf(ann) }));
    const answers: ((refusal: null) => void)[] = [];
    const answered = new Promise<null>((resolve) => answers.push(resolve));
    desk.answer(() => answered);
    await person.click(screen.getByRole('switch', { name: 'Available' }));
    await person.click(screen.getByRole('button', { name: 'Accept next caller' }));
    expect(desk.pressed).toEqual(['available: true']);

    await act(async () => answers[0]?.(null));

    await waitFor(() => expect(desk.pressed).toEqual(['available: true', 'accept next']));
  });

  it('has nobody to accept while all who wait are away, and says so', async () => {
    const { desk } = await openDesk();
    act(() => desk.say({ desk: deskOf(bob), available: true }));
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Accept next caller' });
    expect(button.disabled).toBe(true);
    screen.getByText('Everyone who waits is away at the moment.');
  });

  it('knows who has called back, and leads from the call to the one that was lost', async () => {
    const { desk } = await openDesk();
    const calledBackFrom = 'lost-before' as typeof ann.id;
    const again = waitingCaller('Ann', 1000, { calledBackFrom });
    act(() => desk.say({ desk: deskOf(again, bob) }));
    const [first, second] = within(
      screen.getByRole('list', { name: 'Waiting callers' }),
    ).getAllByRole('listitem');
    expect(first?.textContent).toContain('Called back');
    expect(second?.textContent).not.toContain('Called back');
    act(() => desk.say({ desk: deskOf(bob), consultation: consultationWith(again) }));
    const link = await screen.findByRole('link', { name: 'after a call that was lost' });
    expect(link.getAttribute('href')).toBe('/history/lost-before');
  });

  it('says that another consultant was faster', async () => {
    const { person, desk } = await openDesk();
    act(() => desk.say({ desk: deskOf(ann), available: true }));
    desk.answer(async () => 'already_taken');
    await person.click(screen.getByRole('button', { name: 'Accept' }));
    expect((await screen.findAllByRole('alert')).map((alert) => alert.textContent)).toContain(
      'Another consultant was faster.',
    );
    expect(desk.pressed).toEqual([`accept ${ann.id}`]);
  });

  it('asks before it declines, and passes the message on', async () => {
    const { person, desk } = await openDesk();
    act(() => desk.say({ desk: deskOf(ann) }));
    await person.click(screen.getByRole('button', { name: 'Decline' }));
    const dialog = await screen.findByRole('dialog', { name: 'Decline Ann?' });
    expect(desk.pressed).toEqual([]);
    await person.type(
      within(dialog).getByRole('textbox', { name: 'Message to the caller' }),
      'Please call at five.',
    );
    await person.click(within(dialog).getByRole('button', { name: 'Decline caller' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(desk.pressed).toEqual([`decline ${ann.id}: Please call at five.`]);
  });

  it('rings while Ann waits and Dana is available, and stops when it is muted', async () => {
    const { person, desk, rings } = await openDesk();
    act(() => desk.say({ desk: deskOf(ann) }));
    expect(rings).not.toContain('ring');
    await person.click(screen.getByRole('switch', { name: 'Available' }));
    await waitFor(() => expect(rings.at(-1)).toBe('ring'));
    await person.click(screen.getByRole('switch', { name: 'Play a sound' }));
    expect(rings.at(-1)).toBe('silence');
  });

  it('is silent while Dana is in a room, and says that callers do not see her', async () => {
    const { person, desk, rings } = await openDesk();
    act(() => desk.say({ desk: deskOf(ann), available: true }));
    const accept = screen.getByRole<HTMLButtonElement>('button', { name: 'Accept next caller' });
    await waitFor(() => expect(rings.at(-1)).toBe('ring'));

    const view = deskOf(ann);
    const [dana] = view.consultants;
    if (dana) act(() => desk.say({ desk: { ...view, consultants: [{ ...dana, inRoom: true }] } }));

    expect(rings.at(-1)).toBe('silence');
    screen.getByRole('switch', { name: 'Available', checked: true });
    screen.getByText(/until you leave it, callers do not see you as here/);
    expect(accept.disabled).toBe(true);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Accept' }).disabled).toBe(true);
    screen.getByText('Leave the room to accept a caller.');
    const here = screen.getByRole('list', { name: 'Who is here' });
    expect(here.textContent).toBe('Dana (you)in a room');

    act(() => desk.say({ desk: deskOf(ann) }));
    await person.click(accept);
    expect(desk.pressed).toEqual(['accept next']);
  });

  it('tells which colleague helps whom', async () => {
    const { desk } = await openDesk();
    const view = deskOf();
    const lee = 'lee' as (typeof view.consultants)[number]['id'];
    act(() =>
      desk.say({
        desk: {
          ...view,
          consultants: [
            ...view.consultants,
            { id: lee, name: 'Lee', available: true, inRoom: false },
          ],
          helped: [{ id: ann.id, name: 'Ann', phase: 'active', consultant: lee, since: 0 }],
        },
      }),
    );
    const here = screen.getByRole('list', { name: 'Who is here' });
    expect(
      within(here)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual(['Dana (you)available', 'Leehelping Ann']);
  });
});

describe('the link to the server', () => {
  it('is said to be lost, and said no more when it is back', async () => {
    const { desk } = await openDesk();
    act(() => desk.say({ desk: deskOf(), link: 'down' }));
    const words = 'Connection to the server lost – reconnecting. A call in progress goes on.';
    screen.getByText(words);
    act(() => desk.say({ link: 'up' }));
    expect(screen.queryByText(words)).toBeNull();
  });

  it('is nothing to disturb a call with', async () => {
    const { desk } = await openDesk();
    act(() => desk.say({ desk: deskOf(), consultation: consultationWith(ann), link: 'down' }));
    screen.getByRole('region', { name: 'Call with Ann' });
    expect(screen.queryByText(/Connection to the server lost/)).toBeNull();
  });

  it('to a newer server needs a reload', async () => {
    const { person, desk, reloads } = await openDesk();
    act(() => desk.say({ refusal: 'protocol_version' }));
    screen.getByRole('heading', { name: 'Peerdesk has been updated' });
    await person.click(screen.getByRole('button', { name: 'Reload the page' }));
    expect(reloads).toEqual(['reload']);
  });
});

describe('the consultation', () => {
  it('that has just been accepted is drawn with the first picture, or after a while', async () => {
    const { desk } = await openDesk();
    act(() => desk.say({ desk: deskOf(ann) }));
    const consultation = consultationWith(ann, 'here', 'connecting');
    act(() => desk.say({ desk: deskOf(), consultation }));
    expect(screen.getByRole('heading', { name: 'Queue' })).toBeTruthy();
    expect(await screen.findByRole('region', { name: 'Call with Ann' })).toBeTruthy();
    expect(screen.queryByRole('heading', { name: 'Queue' })).toBeNull();
  });

  it('shows the caller, what is known of them, and who else waits', async () => {
    const { person, desk } = await openDesk();
    act(() => desk.say({ desk: deskOf(bob), consultation: consultationWith(ann) }));
    const region = screen.getByRole('region', { name: 'Call with Ann' });
    expect(within(region).getByLabelText("Caller's video").tagName).toBe('VIDEO');
    const details = await screen.findByRole('region', { name: 'Details' });
    expect(details.textContent).toContain('Refund for order 1042');
    screen.getByText('1 waiting');
    await person.click(screen.getByRole('button', { name: 'Hang up' }));
    expect(desk.pressed).toEqual(['hang up']);
  });

  it('goes on behind the settings, with the way back to it', async () => {
    const { person, desk } = await openDesk();
    act(() => desk.say({ desk: deskOf(), consultation: consultationWith(ann) }));
    const video = screen.getByLabelText("Caller's video");
    await person.click(screen.getByRole('link', { name: 'Settings' }));
    screen.getByRole('heading', { name: 'Settings' });
    expect(video.isConnected).toBe(true);
    await person.click(screen.getByRole('link', { name: 'Back to the call' }));
    expect(screen.getByLabelText("Caller's video")).toBe(video);
  });

  it('in another window can be taken over here', async () => {
    const { person, desk } = await openDesk();
    act(() => desk.say({ desk: deskOf(), consultation: consultationWith(ann, 'elsewhere') }));
    screen.getByText('The call is open in another window of yours.');
    await person.click(screen.getByRole('button', { name: 'Take over here' }));
    await waitFor(() => expect(desk.pressed).toEqual(['take over']));
  });

  it('that has moved away says where it is', async () => {
    const { desk } = await openDesk();
    act(() => desk.say({ desk: deskOf(), consultation: consultationWith(ann) }));
    act(() => desk.say({ consultation: consultationWith(ann, 'elsewhere') }));
    screen.getByText('The call continues in another window.');
  });

  it('that could not be connected is said, above the queue', async () => {
    const { desk } = await openDesk();
    const consultation: ConsultantView = { phase: 'waiting', id: ann.id, remoteName: 'Ann' };
    act(() => desk.say({ desk: deskOf(ann), consultation }));
    screen.getByRole('heading', { name: 'Queue' });
    screen.getByText(/Ann could not be connected in time/);
  });

  it('that is over says how, and has the next caller one press away', async () => {
    const { person, desk } = await openDesk();
    const cleo = waitingCaller('Cleo', 1000);
    const consultation: ConsultantView = {
      phase: 'ended',
      id: ann.id,
      remoteName: 'Ann',
      reason: 'caller_lost',
      lastedMs: 192_000,
      recording: NOT_RECORDED,
    };
    act(() => desk.say({ desk: deskOf(cleo), consultation }));
    const heading = screen.getByRole('heading', { name: 'Consultation ended' });
    expect(document.activeElement).toBe(heading);
    screen.getByText('Ann lost the connection and did not come back.');
    screen.getByText('It lasted 03:12.');
    screen.getByText(/Ann can call back within ten minutes/);
    await person.click(screen.getByRole('button', { name: 'Accept next caller' }));
    await waitFor(() => expect(desk.pressed).toEqual(['dismiss', 'accept next']));
  });

  it('that was recorded has its recordings and its outcome, each once, whatever changes', async () => {
    const { desk } = await openDesk();
    const consultation: ConsultantView = {
      phase: 'ended',
      id: ann.id,
      remoteName: 'Ann',
      reason: 'completed',
      lastedMs: 192_000,
      recording: {
        phase: 'off',
        last: { id: 'recording' as RecordingId, end: 'stopped', undecided: false },
      },
    };
    act(() => desk.say({ desk: deskOf(), consultation }));
    act(() => desk.say({ desk: deskOf(bob) }));
    act(() => desk.say({ desk: deskOf(ann, bob) }));
    expect(screen.getAllByRole('group', { name: 'Outcome' })).toHaveLength(1);
    expect(screen.getAllByRole('region', { name: 'Recording' })).toHaveLength(1);
  });

  it('that found no path any more blames nobody', async () => {
    const { desk } = await openDesk();
    const consultation: ConsultantView = {
      phase: 'ended',
      id: ann.id,
      remoteName: 'Ann',
      reason: 'failed',
      lastedMs: 192_000,
      recording: NOT_RECORDED,
    };
    act(() => desk.say({ desk: deskOf(), consultation }));
    screen.getByText(/You and Ann were both there but could no longer reach each other/);
  });

  it('that is over leads back to the queue', async () => {
    const { person, desk } = await openDesk();
    act(() =>
      desk.say({
        desk: deskOf(),
        consultation: {
          phase: 'ended',
          id: ann.id,
          remoteName: 'Ann',
          reason: 'completed',
          lastedMs: 1,
          recording: NOT_RECORDED,
        },
      }),
    );
    expect(screen.queryByRole('button', { name: 'Accept next caller' })).toBeNull();
    expect(screen.queryByText(/can call back/)).toBeNull();
    await person.click(screen.getByRole('button', { name: 'Back to the queue' }));
    screen.getByRole('heading', { name: 'Queue' });
  });
});
