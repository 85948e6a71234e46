import type { ConsultationId, ConsultationRecord, PastConsultation } from '@peerdesk/protocol';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { DANA } from '../testing/desk-stand-in.ts';
import { openConsole, problem } from '../testing/open-console.tsx';

const LIST = 'GET /api/v1/callees/acme-support/history';
const ANN = '/api/v1/consultations/ann';

const joinedAt = new Date(2026, 10, 21, 9, 30).getTime();

const ann: PastConsultation = {
  id: 'ann' as ConsultationId,
  name: 'Ann',
  reason: 'The bell is loose',
  media: 'video',
  locale: 'ko',
  joinedAt,
  calledBackFrom: null,
  acceptedAt: joinedAt + 65_000,
  startedAt: joinedAt + 67_000,
  endedAt: joinedAt + 367_000,
  endReason: 'completed',
  endedBy: 'consultant',
  consultant: { id: DANA, name: 'Dana' },
  tags: [{ id: '1', name: 'Refunded' }],
  rating: 4,
  hasRecording: true,
  inRoom: false,
  erasedAt: null,
};
const bob: PastConsultation = {
  ...ann,
  id: 'bob' as ConsultationId,
  name: 'Bob',
  reason: '',
  startedAt: null,
  acceptedAt: null,
  endReason: 'left_queue',
  tags: [],
  rating: null,
  hasRecording: false,
};

const cleo: PastConsultation = {
  ...ann,
  id: 'cleo' as ConsultationId,
  name: 'Cleo',
  endReason: 'failed',
  endedBy: null,
  calledBackFrom: 'first' as ConsultationId,
};

const annsRecord: ConsultationRecord = {
  ...ann,
  endMessage: '',
  timeline: [
    { at: joinedAt, event: 'joined', party: 'caller' },
    { at: joinedAt + 65_000, event: 'accepted', party: 'consultant' },
    { at: joinedAt + 367_000, event: 'ended', party: 'consultant' },
  ],
  notes: { text: 'Sent a bell', version: 3, savedAt: joinedAt, savedBy: 'Dana' },
  chat: [
    { id: 'a', at: joinedAt, party: 'caller', kind: 'text', text: 'Hello' },
    {
      id: 'b',
      at: joinedAt,
      party: 'consultant',
      kind: 'file',
      name: 'bell.jpg',
      sizeBytes: 120_000,
    },
  ],
  feedback: { rating: 4, comment: 'Quick and kind' },
};

const recordRoutes = {
  [`GET ${ANN}`]: annsRecord,
  [`GET ${ANN}/notes`]: annsRecord.notes,
  [`GET ${ANN}/tags`]: { tags: ann.tags },
  [`GET ${ANN}/recordings`]: { recordings: [] },
  'GET /api/v1/callees/acme-support/tags': { tags: [...ann.tags, { id: '2', name: 'Sold' }] },
};

describe('the history', () => {
  it('tells a meeting in a room, which waited for nobody', async () => {
    const inRoom = { ...annsRecord, inRoom: true, locale: 'und', reason: 'Contract' };
    openConsole({
      path: '/history/ann',
      routes: { ...recordRoutes, [`GET ${ANN}`]: inRoom },
    });
    const facts = within(await screen.findByRole('region', { name: 'Details' }));
    facts.getByText('Contract');
    facts.getByText('In a room');
    expect(facts.queryByText('Waited')).toBeNull();
  });

  it('shows who called, why, when, for how long, and what came of it', async () => {
    const { person } = openConsole({
      routes: { [LIST]: { consultations: [ann, bob, cleo], next: null } },
    });
    await person.click(await screen.findByRole('link', { name: 'History' }));
    const table = await screen.findByRole('table', { name: 'History' });
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map(({ textContent }) => textContent),
    ).toEqual(['Caller', 'Reason', 'Started', 'Waited', 'Lasted', 'Outcome', 'Recording']);
    const [, first, second, third] = within(table).getAllByRole('row');
    for (const words of ['Ann', 'The bell is loose', '01:05', '05:00', 'Completed', 'Refunded']) {
      expect(first?.textContent).toContain(words);
    }
    expect(first?.textContent).toContain('Recorded');
    expect(second?.textContent).toContain('Left the queue');
    expect(second?.textContent).not.toContain('Recorded');
    // Somebody had been connected, if not at the end.
    expect(third?.textContent).toContain('Connection lost');
    expect(third?.textContent).toContain('Called back');
    expect(second?.textContent).not.toContain('Called back');
    expect(within(table).getByRole('link', { name: 'Ann' }).getAttribute('href')).toBe(
      '/history/ann',
    );
  });

  it('is filtered by the server, and so is what is exported', async () => {
    const { person, asked } = openConsole({
      path: '/history',
      routes: {
        [LIST]: { consultations: [ann, bob], next: null },
        [`${LIST}?search=bell`]: { consultations: [ann], next: null },
        [`${LIST}?search=bell&reason=failed`]: { consultations: [], next: null },
      },
    });
    await person.type(await screen.findByRole('searchbox', { name: 'Search' }), 'bell');
    await expect.poll(() => screen.queryByRole('link', { name: 'Bob' })).toBeNull();
    expect(asked.filter(({ what }) => what.includes('search='))).toHaveLength(1);
    expect(screen.getByRole('link', { name: 'Export CSV' }).getAttribute('href')).toBe(
      '/api/v1/callees/acme-support/history.csv?search=bell',
    );
    const ended = screen.getByRole('combobox', { name: 'How it ended' });
    await person.selectOptions(ended, 'Not connected');
    await screen.findByRole('heading', { name: 'Nothing found' });
    await person.click(screen.getByRole('button', { name: 'Show all' }));
    await screen.findByRole('link', { name: 'Bob' });
  });

  it('goes on where the page before ended', async () => {
    const { person } = openConsole({
      path: '/history',
      routes: {
        [LIST]: { consultations: [ann], next: '5.ann' },
        [`${LIST}?after=5.ann`]: { consultations: [bob], next: null },
      },
    });
    await person.click(await screen.findByRole('button', { name: 'Show more' }));
    await screen.findByRole('link', { name: 'Bob' });
    screen.getByRole('link', { name: 'Ann' });
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('says why it cannot be shown, and comes when asked again', async () => {
    const { person, answers } = openConsole({
      path: '/history',
      routes: { [LIST]: problem(500, 'internal') },
    });
    const alert = await screen.findByRole('alert');
    answers({ [LIST]: { consultations: [], next: null } });
    await person.click(within(alert).getByRole('button', { name: 'Try again' }));
    await screen.findByRole('heading', { name: 'No consultations yet' });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('speaks Korean', async () => {
    openConsole({
      path: '/history',
      locale: 'ko',
      routes: { [LIST]: { consultations: [ann], next: null } },
    });
    await screen.findByRole('heading', { name: '기록' });
    expect((await screen.findByRole('table')).textContent).toContain('완료');
  });
});

describe('a consultation of the history', () => {
  it('shows all that it left', async () => {
    openConsole({ path: '/history/ann', routes: recordRoutes });
    await screen.findByRole('heading', { name: 'Ann' });
    await expect
      .poll(() => screen.getByRole('textbox', { name: 'Notes' }))
      .toHaveProperty('value', 'Sent a bell');
    const chat = within(screen.getByRole('region', { name: 'Chat' }));
    chat.getByText('Hello');
    chat.getByText(/bell\.jpg/);
    const timeline = within(screen.getByRole('region', { name: 'Timeline' }));
    expect(timeline.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('Ann joined the queue'),
      expect.stringContaining('Dana accepted'),
      expect.stringContaining('Dana ended it'),
    ]);
    screen.getByText('Quick and kind');
    const chosen = await screen.findByRole('button', { name: 'Refunded' });
    expect(chosen.getAttribute('aria-pressed')).toBe('true');
  });

  it('leads to the call that was lost, from which it was called back', async () => {
    const calledBackFrom = 'first' as ConsultationId;
    const record = { ...annsRecord, calledBackFrom };
    openConsole({ path: '/history/ann', routes: { ...recordRoutes, [`GET ${ANN}`]: record } });
    const link = await screen.findByRole('link', { name: 'after a call that was lost' });
    expect(link.getAttribute('href')).toBe('/history/first');
    const timeline = within(screen.getByRole('region', { name: 'Timeline' }));
    timeline.getByText('Ann called back');
  });

  it('takes another outcome, and gives it back when the server refuses', async () => {
    const { person, asked, answers } = openConsole({
      path: '/history/ann',
      routes: { ...recordRoutes, [`PUT ${ANN}/tags`]: { tags: [{ id: '2', name: 'Sold' }] } },
    });
    const sold = await screen.findByRole('button', { name: 'Sold' });
    await person.click(sold);
    await expect.poll(() => sold.getAttribute('aria-pressed')).toBe('true');
    const put = asked.filter(({ what }) => what === `PUT ${ANN}/tags`);
    expect(put.map(({ body }) => body)).toEqual([{ tags: ['1', '2'] }]);
    answers({ [`PUT ${ANN}/tags`]: problem(500, 'internal') });
    await person.click(sold);
    await screen.findByRole('alert');
    expect(sold.getAttribute('aria-pressed')).toBe('true');
  });

  it('is deleted after asking, and the list comes back', async () => {
    const { person, asked, history } = openConsole({
      path: '/history/ann',
      routes: { ...recordRoutes, [`DELETE ${ANN}`]: {}, [LIST]: { consultations: [], next: null } },
    });
    await person.click(await screen.findByRole('button', { name: 'Delete' }));
    await person.click(await screen.findByRole('button', { name: 'Delete for good' }));
    await screen.findByRole('heading', { name: 'No consultations yet' });
    expect(asked.map(({ what }) => what)).toContain(`DELETE ${ANN}`);
    expect(history?.at(-1)).toBe('/history');
  });

  it('says that it is gone', async () => {
    openConsole({
      path: '/history/ann',
      routes: { [`GET ${ANN}`]: problem(404, 'unknown_consultation') },
    });
    expect((await screen.findByRole('alert')).textContent).toContain(
      'This consultation is not there',
    );
  });

  it('says what was erased, and asks for no notes any more', async () => {
    const erased = { ...annsRecord, name: '', reason: '', chat: [], erasedAt: joinedAt };
    openConsole({ path: '/history/ann', routes: { ...recordRoutes, [`GET ${ANN}`]: erased } });
    await screen.findByRole('heading', { name: 'Erased' });
    expect(screen.getByText(/were erased on November 21, 2026/)).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: 'Notes' })).toBeNull();
  });
});
