import type { ConsultationId, RecordingDetails, RecordingId } from '@peerdesk/protocol';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ACME } from '../testing/desk-stand-in.ts';
import { openConsole, problem } from '../testing/open-console.tsx';

const at = new Date(2026, 10, 21, 9, 30).getTime();
const RECORDING = '/api/v1/recordings/bell';

const bell: RecordingDetails = {
  id: 'bell' as RecordingId,
  consultation: 'ann' as ConsultationId,
  callee: ACME,
  state: 'ready',
  media: 'voice',
  requestedAt: at,
  startedAt: at,
  endedAt: at + 60_000,
  end: 'withdrawn',
  undecided: true,
  recordedMs: 60_000,
  consent: { consented: true, textVersion: '2026-11-2', locale: 'en', at, withdrawnAt: at + 1000 },
  tracks: (['mixed', 'caller'] as const).map((track) => ({
    track,
    // Fetched for its shape.
    url: `data:audio/webm,${track}`,
    type: 'audio/webm',
    bytes: 1000,
    durationMs: 60_000,
    gaps: [{ atMs: 5000, lastedMs: 2000, why: 'paused' }],
  })),
  segments: [],
};

const routes = {
  'GET /api/v1/consultations/ann': {
    id: 'ann',
    name: 'Ann',
    reason: '',
    media: 'audio',
    locale: 'en',
    joinedAt: at,
    calledBackFrom: null,
    acceptedAt: at,
    startedAt: at,
    endedAt: at + 60_000,
    endReason: 'completed',
    endedBy: 'consultant',
    consultant: null,
    tags: [],
    rating: null,
    hasRecording: true,
    inRoom: false,
    erasedAt: null,
    endMessage: '',
    timeline: [],
    notes: { text: '', version: 0, savedAt: null, savedBy: null },
    chat: [],
    feedback: null,
  },
  'GET /api/v1/consultations/ann/notes': { text: '', version: 0, savedAt: null, savedBy: null },
  'GET /api/v1/consultations/ann/recordings': { recordings: [bell] },
};

const open = async (more = {}) => {
  const opened = openConsole({ path: '/history/ann', routes: { ...routes, ...more } });
  const section = within(await screen.findByRole('region', { name: 'Recording' }));
  await section.findAllByRole('radiogroup', { name: 'What to hear' });
  return { ...opened, section };
};

describe('what was recorded', () => {
  it('is heard by track, with its gaps and a link to take it away', async () => {
    const { person, section } = await open();
    const href = () => section.getByRole('link', { name: 'Download' }).getAttribute('href');
    expect(href()).toBe('data:audio/webm,mixed?download');
    section.getByText('00:00 / 01:00');
    section.getByText('00:05: paused for 00:02');
    await person.click(section.getByRole('radio', { name: 'Caller' }));
    expect(href()).toBe('data:audio/webm,caller?download');
  });

  it('is deleted after asking, in an alert dialog with its way out first', async () => {
    const { person, section, asked, answers } = await open({ [`DELETE ${RECORDING}`]: {} });
    await person.click(section.getByRole('button', { name: 'Delete recording' }));
    const dialog = screen.getByRole('alertdialog', { name: 'Delete this recording for good?' });
    const [first] = within(dialog).getAllByRole('button');
    expect(first?.textContent).toBe('Keep it');
    answers({ 'GET /api/v1/consultations/ann/recordings': { recordings: [] } });
    await person.click(within(dialog).getByRole('button', { name: 'Delete recording' }));
    await section.findByText('Nothing was recorded.');
    expect(asked.map(({ what }) => what)).toContain(`DELETE ${RECORDING}`);
  });

  it('is still there when the server refuses, which is said where it was pressed', async () => {
    const { person, section } = await open({
      [`DELETE ${RECORDING}`]: problem(500, 'internal'),
      [`PATCH ${RECORDING}`]: problem(500, 'internal'),
    });
    await person.click(section.getByRole('button', { name: 'Delete it' }));
    await section.findByRole('alert');
    await person.click(section.getByRole('button', { name: 'Delete recording' }));
    const dialog = screen.getByRole('alertdialog');
    await person.click(within(dialog).getByRole('button', { name: 'Delete recording' }));
    await within(dialog).findByRole('alert');
    section.getByRole('radio', { name: 'Both voices' });
  });

  it('of which one cannot be deleted says so at that one', async () => {
    const other = { ...bell, id: 'second' as RecordingId, undecided: false };
    const { person, section } = await open({
      'GET /api/v1/consultations/ann/recordings': { recordings: [bell, other] },
      [`PATCH ${RECORDING}`]: problem(500, 'internal'),
    });
    await person.click(section.getByRole('button', { name: 'Delete it' }));
    const alert = await section.findByRole('alert');
    expect(section.getAllByRole('article').map((each) => each.contains(alert))).toEqual([
      true,
      false,
    ]);
  });
});
