import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { RecordingDetails } from '@peerdesk/protocol';
import { type Browser, expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { openBrowser, openPage } from './browser.ts';
import { type Heard, hear } from './hearing.ts';
import { media } from './media.ts';
import { goAvailable, Widget } from './people.ts';
import { expectMovingPicture } from './seeing.ts';
import { type Peerdesk } from './server.ts';
import { openDesk, test } from './story.ts';

// Ann's microphone beeps at 1000 Hz, Dana's speaks: whose voice is where can be measured.

// They record for as long as it takes.
test.setTimeout(150_000);

let peerdesk: Peerdesk;
let annsBrowser: Browser;
let desk: Page;
let ann: Page;

test.beforeAll(async ({ consultants }) => {
  annsBrowser = await openBrowser('caller', media.callerCamera, media.beeps);
  ({ peerdesk, desk } = await openDesk(consultants));
  await goAvailable(desk);
});

test.afterAll(async () => {
  await annsBrowser?.close();
  await peerdesk?.remove();
});

test.beforeEach(async () => {
  ann = (await openPage(annsBrowser)).page;
  const widget = await openForm();
  await widget.join('Ann');
  await accept();
});

test.afterEach(async () => {
  await ann.context().close();
  const back = desk.getByRole('button', { name: 'Back to the queue' });
  if (await back.isVisible()) await back.click();
});

async function openForm(): Promise<Widget> {
  await ann.goto(`${peerdesk.origin}/demo`);
  const widget = new Widget(ann);
  await widget.open();
  return widget;
}

async function accept(): Promise<void> {
  await desk.getByRole('button', { name: 'Accept next caller' }).click();
  await expectMovingPicture(desk.getByLabel("Caller's video"));
}

const isRecorded = (page: Page) =>
  page.getByRole('status').filter({ hasText: 'This consultation is being recorded' });

async function startRecording(pictures = false): Promise<void> {
  if (pictures) await desk.getByRole('checkbox', { name: 'With both pictures' }).check();
  await desk.getByRole('button', { name: 'Start recording' }).click();
  const consent = ann.getByRole('alertdialog', { name: 'Recording consent' });
  await consent.getByRole('button', { name: 'Allow recording' }).click();
  for (const page of [ann, desk]) await expect(isRecorded(page)).toBeVisible();
}

/** Waits until the recording has lasted so long, as the console says. */
const recordedFor = (seconds: number) =>
  expect
    .poll(
      async () => {
        const text = await desk.locator('.pd-recording .pd-duration').innerText();
        const [minutes = 0, rest = 0] = text.split(':').map(Number);
        return minutes * 60 + rest;
      },
      { timeout: 60_000, message: 'seconds recorded' },
    )
    .toBeGreaterThanOrEqual(seconds);

/** What the server has of the consultation that has just ended, once its files are made. */
async function finished(): Promise<RecordingDetails> {
  const id = peerdesk.consultations().at(-1)?.id;
  let found: RecordingDetails | undefined;
  await expect
    .poll(
      async () => {
        const { recordings } = await ask<{ recordings: RecordingDetails[] }>(
          `consultations/${id}/recordings`,
        );
        found = recordings.find(({ consent }) => consent?.consented);
        return found?.state;
      },
      { timeout: 60_000, message: 'the state of the recording' },
    )
    .toBe('ready');
  if (!found) throw new Error('there is no recording');
  return found;
}

const ask = <Answer>(address: string): Promise<Answer> =>
  desk.evaluate(async (url) => (await fetch(url)).json(), `/api/v1/${address}`);

const heardIn = (url: string): Promise<Heard> => desk.evaluate(hear, url);

const urlOf = (recording: RecordingDetails, track: string) =>
  recording.tracks.find((each) => each.track === track)?.url ?? '';

/** Nothing of a finished recording is left anywhere but in its files. */
async function expectNothingLeft(recording: RecordingDetails): Promise<void> {
  await expect
    .poll(
      () =>
        desk.evaluate(async () => {
          const opened = indexedDB.open('peerdesk-recordings');
          await new Promise((resolve) => opened.addEventListener('success', resolve));
          const read = opened.result.transaction(['segment', 'chunk']);
          const counts = ['segment', 'chunk'].map(
            (name) =>
              new Promise<number>((resolve) => {
                const request = read.objectStore(name).count();
                request.addEventListener('success', () => resolve(request.result));
              }),
          );
          const [segments, chunks] = await Promise.all(counts);
          opened.result.close();
          return { segments, chunks };
        }),
      { message: 'what is left in the browser' },
    )
    .toEqual({ segments: 0, chunks: 0 });
  const files = readdirSync(path.join(peerdesk.data, 'recordings'), {
    recursive: true,
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile() && `${entry.parentPath}/${entry.name}`.includes(recording.id))
    .map(({ name }) => name);
  expect(files).toHaveLength(recording.tracks.length);
}

test('nothing leaves the browser before a yes; then both voices are in one file, and each alone in its own', async () => {
  const uploads: string[] = [];
  desk.on('request', (request) => {
    if (request.url().includes('/uploads')) uploads.push(request.url());
  });
  await desk.getByRole('button', { name: 'Start recording' }).click();
  const consent = ann.getByRole('alertdialog', { name: 'Recording consent' });
  await expect(consent).toBeFocused();
  await expect(desk.getByText('Nothing is recorded before a yes')).toBeVisible();
  await consent.getByRole('button', { name: "Don't allow" }).click();
  await expect(desk.getByText('Ann did not consent. Nothing was recorded.')).toBeVisible();
  await expect(isRecorded(ann)).toHaveCount(0);
  expect(uploads).toEqual([]);

  await startRecording();
  await recordedFor(4);
  await desk.getByRole('button', { name: 'Pause recording' }).click();
  await expect(
    ann.getByRole('status').filter({ hasText: 'The recording is paused' }),
  ).toBeVisible();
  await desk.getByRole('button', { name: 'Resume recording' }).click();
  await expect(isRecorded(ann)).toBeVisible();
  await recordedFor(8);
  await desk.getByRole('button', { name: 'Stop recording' }).click();
  await expect(isRecorded(ann)).toHaveCount(0);
  await desk.getByRole('button', { name: 'Hang up' }).click();
  await expect(desk.getByRole('heading', { name: 'Consultation ended' })).toBeVisible();

  const recording = await finished();
  const [mixed, caller, consultant] = await Promise.all(
    ['mixed', 'caller', 'consultant'].map((track) => heardIn(urlOf(recording, track))),
  );
  for (const heard of [mixed, caller, consultant]) {
    expect(heard?.loudness).toBeGreaterThan(0.005);
    const missing = recording.recordedMs / 1000 - (heard?.seconds ?? 0);
    // Nothing of the pause is in it; and a browser takes its time, twice, to start three recorders.
    expect(missing).toBeGreaterThan(-0.3);
    expect(missing).toBeLessThan(1);
  }
  expect(caller?.tone).toBeGreaterThan(0.7);
  expect(consultant?.tone).toBeLessThan(0.2);
  expect(mixed?.tone).toBeGreaterThan(consultant?.tone ?? 1);
  expect(mixed?.tone).toBeLessThan(caller?.tone ?? 0);
  expect(recording.tracks[0]?.gaps.map(({ why }) => why)).toEqual(['paused']);
  await expectNothingLeft(recording);

  // It plays in the console, and its middle can be jumped to.
  const player = desk.getByLabel('Both voices', { exact: true }).locator('visible=true').first();
  await expect(player).toBeVisible();
  const reached = await desk.locator('.player video').evaluate(async (element) => {
    const video = element as HTMLVideoElement;
    video.muted = true;
    video.currentTime = 5;
    await new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }));
    return { at: video.currentTime, seconds: video.duration };
  });
  expect(reached.at).toBeCloseTo(5, 1);
  // All of it, which was measured above.
  expect(Math.abs(reached.seconds - (mixed?.seconds ?? 0))).toBeLessThan(0.2);
});

test('a killed tab, a killed server and a lost network cost at most the last moment', async () => {
  await startRecording();
  await recordedFor(4);

  const context = desk.context();
  const goneAt = Date.now();
  await desk.close();
  desk = await context.newPage();
  await desk.goto(`${peerdesk.origin}/`);
  await expectMovingPicture(desk.getByLabel("Caller's video"));
  await expect(isRecorded(desk)).toBeVisible();
  await expect(desk.getByRole('meter', { name: 'How loud you are recorded' })).toBeVisible();
  const goneMs = Date.now() - goneAt;
  await recordedFor(10);

  await peerdesk.kill();
  await recordedFor(13);
  await peerdesk.start();
  await expect(desk.getByText('The server is out of reach')).toHaveCount(0);

  await context.setOffline(true);
  await recordedFor(20);
  await context.setOffline(false);

  await recordedFor(24);
  await desk.getByRole('button', { name: 'Stop recording' }).click();
  await expect(isRecorded(ann)).toHaveCount(0);
  await desk.getByRole('button', { name: 'Hang up' }).click();

  const recording = await finished();
  const heard = await heardIn(urlOf(recording, 'mixed'));
  const [first] = recording.tracks;
  const missing = (first?.gaps ?? []).filter(({ why }) => why === 'missing');
  const missingMs = missing.reduce((sum, { lastedMs }) => sum + lastedMs, 0);
  expect(heard.loudness).toBeGreaterThan(0.005);
  expect(heard.tone).toBeGreaterThan(0.1);
  // What is missing is the time in which there was no page, and what the killed one had not kept.
  expect(missing.length).toBeLessThanOrEqual(1);
  expect(missingMs).toBeLessThan(goneMs + 2000);
  expect(Math.abs(heard.seconds * 1000 + missingMs - recording.recordedMs)).toBeLessThan(2000);
  await expectNothingLeft(recording);
});

test('the caller stops it at any time, and the consultant says what becomes of it; pictures are recorded on request, and a consent may be given in the form', async () => {
  await startRecording(true);
  await recordedFor(4);
  await ann.getByRole('button', { name: 'Stop recording' }).click();
  await expect(desk.getByText('Ann stopped the recording.')).toBeVisible();
  await expect(isRecorded(ann)).toHaveCount(0);
  await desk.getByRole('button', { name: 'Hang up' }).click();

  const recording = await finished();
  expect(recording).toMatchObject({ media: 'picture', end: 'withdrawn', undecided: true });
  expect(recording.consent?.withdrawnAt).not.toBeNull();
  const size = await desk.evaluate(
    async (url) => {
      const video = document.createElement('video');
      video.muted = true;
      video.src = url;
      await video.play();
      return { width: video.videoWidth, height: video.videoHeight };
    },
    urlOf(recording, 'mixed'),
  );
  expect(size).toEqual({ width: 640, height: 480 });

  await desk.getByRole('button', { name: 'Delete it' }).click();
  await expect(desk.getByText('Keep what was recorded before?')).toHaveCount(0);
  const status = await desk.evaluate(
    async (url) => (await fetch(url)).status,
    urlOf(recording, 'mixed'),
  );
  expect(status).toBe(404);

  // The desk asks in the form from now on: who agrees there is not asked again.
  await desk.getByRole('button', { name: 'Back to the queue' }).click();
  await desk.getByRole('link', { name: 'Settings' }).click();
  await desk
    .getByLabel('May consultations be recorded?')
    .selectOption('Yes, callers can agree when they join');
  await desk.getByRole('button', { name: 'Save recording settings' }).click();
  await expect(desk.getByText('Saved')).toBeVisible();
  await desk.getByRole('link', { name: 'Queue' }).click();
  // Left open, its end would be there again.
  await ann.getByRole('button', { name: 'Close', exact: true }).click();
  const form = await openForm();
  const agree = form.panel.getByRole('checkbox', {
    name: 'I agree that what we say may be recorded',
  });
  await expect(agree).not.toBeChecked();
  await agree.check();
  await expectAccessible(ann);
  await form.join('Ann');
  await accept();
  await desk.getByRole('button', { name: 'Start recording' }).click();
  for (const page of [ann, desk]) await expect(isRecorded(page)).toBeVisible();
  await expect(ann.getByRole('alertdialog')).toHaveCount(0);
  await recordedFor(3);
  await desk.getByRole('button', { name: 'Hang up' }).click();
  const agreed = await finished();
  expect(agreed.consent).toMatchObject({ consented: true, locale: 'en', withdrawnAt: null });
  expect(agreed.consent?.at).toBeLessThan(agreed.startedAt ?? 0);
  expect((await heardIn(urlOf(agreed, 'caller'))).tone).toBeGreaterThan(0.5);
});
