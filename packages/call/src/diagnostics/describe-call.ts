import { PROTOCOL_VERSION } from '@peerdesk/protocol';
import type { Direction, Sample } from '../statistics.ts';
import type { CallEvent, CallRecord } from './call-record.ts';

/** How many of the last samples are given one by one. */
const SAMPLES_SHOWN = 20;

/**
 * A call as one text for whoever supports the two: when it was in which state, why generations were
 * lost, what kinds of paths there were, and what was measured. No names, no addresses, no SDP.
 *
 * @param browser its family
 */
export function describeCall(record: CallRecord, browser: string, now: number): string {
  const { side, beganAt, events, samples, forgotten } = record;
  const lines = [
    'Peerdesk diagnostics',
    `protocol ${PROTOCOL_VERSION}, ${word(browser)}, ${side}`,
    `${new Date(beganAt).toISOString().slice(0, 16).replace('T', ' ')} UTC, ${secondsOf(now - beganAt)} s`,
    '',
    'Generations',
    ...generationsIn(events),
    '',
    'Events',
    ...(forgotten > 0 ? [`  (${forgotten} earlier ones are not kept)`] : []),
    ...events.map((event) => `  +${secondsOf(event.at - beganAt)} ${wordsOf(event)}`),
    '',
    `Measured (${samples.length} samples)`,
    ...summaryOf(samples),
    '',
    `The last samples (each way: sound, picture in kbit/s, lost in %, size, frames per second)`,
    ...samples.slice(-SAMPLES_SHOWN).map((sample) => `  ${sampleWords(sample)}`),
  ];
  return redact(lines.join('\n'));
}

/** What became of each generation, and the last that its connection said before it was lost. */
function generationsIn(events: readonly CallEvent[]): string[] {
  const lines: string[] = [];
  let generation: number | null = null;
  let newest = 0;
  let beganAt = 0;
  let connectedAt: number | null = null;
  let lastIce = 'unknown';
  let trouble: string | null = null;
  const why = () => `ICE ${word(lastIce)}${trouble ? `, ${word(trouble)}` : ''}`;
  const close = (at: number, how: string) => {
    if (generation === null) return;
    const connected =
      connectedAt === null
        ? 'never connected'
        : `connected after ${secondsOf(connectedAt - beganAt)} s`;
    lines.push(`  ${generation}: ${connected}, ${how} after ${secondsOf(at - beganAt)} s`);
    generation = null;
  };
  for (const event of events) {
    if (event.what === 'ice') lastIce = event.state;
    if (event.what !== 'phase') continue;
    if (event.generation === generation) trouble = event.trouble ?? trouble;
    if (event.phase === 'ended') close(event.at, 'ended');
    else if (event.generation === generation && event.phase === 'reconnecting') {
      close(event.at, `lost (${why()})`);
    } else if (event.generation !== null && event.generation > newest) {
      close(event.at, `replaced (${why()})`);
      generation = event.generation;
      newest = generation;
      beganAt = event.at;
      connectedAt = null;
      // What ICE said before this was noted is not known; that it had found a path is.
      lastIce = event.phase === 'connected' ? 'connected' : 'new';
      trouble = event.trouble;
    }
    // It may be the first that is known of its generation: what notes it is fetched during the call.
    if (event.phase === 'connected') connectedAt ??= event.at;
  }
  const last = events.at(-1);
  if (last) close(last.at, 'still there');
  return lines.length > 0 ? lines : ['  none'];
}

function wordsOf(event: CallEvent): string {
  switch (event.what) {
    case 'phase': {
      const generation = event.generation === null ? '' : `, generation ${event.generation}`;
      return `${event.phase}${generation}${event.trouble ? `, ${word(event.trouble)}` : ''}`;
    }
    case 'ice':
    case 'connection':
    case 'gathering':
      return `${event.what} ${word(event.state)}`;
    case 'candidate error':
      return `candidate error ${word(`code-${event.code}`)}`;
    case 'candidates':
      return `candidates: here ${list(event.local)}; there ${list(event.remote)}`;
    case 'line':
      return `line ${event.open ? 'open' : 'closed'}`;
    case 'level':
      return `quality: here ${word(event.own ?? 'unknown')}, there ${word(event.remote ?? 'unknown')}`;
    case 'picture':
      return `picture: here ${word(event.own)}, there ${word(event.remote)}`;
    case 'low data':
      return `low data: here ${event.own ? 'on' : 'off'}, there ${event.remote ? 'on' : 'off'}`;
    default:
      return event satisfies never;
  }
}

function summaryOf(samples: readonly Sample[]): string[] {
  const rows: [string, (sample: Sample) => number | null | undefined][] = [
    ['there and back, ms', (sample) => sample.roundTripMs],
    ['jitter of the sound, ms', ({ incoming }) => incoming.audio?.jitterMs],
    ['sound lost in, %', ({ incoming }) => percent(incoming.audio?.loss)],
    ['picture lost in, %', ({ incoming }) => percent(incoming.video?.loss)],
    ['sound lost out, %', ({ outgoing }) => percent(outgoing.audio?.loss)],
    ['picture lost out, %', ({ outgoing }) => percent(outgoing.video?.loss)],
    ['in, kbit/s', ({ incoming }) => kilobitsOf(incoming)],
    ['out, kbit/s', ({ outgoing }) => kilobitsOf(outgoing)],
    ['room to send, kbit/s', (sample) => kilo(sample.availableOutgoingBps)],
  ];
  return rows.flatMap(([name, read]) => {
    const values = samples
      .map(read)
      .filter((value) => typeof value === 'number')
      .toSorted((a, b) => a - b);
    const [least, most] = [values[0], values.at(-1)];
    if (least === undefined || most === undefined) return [];
    const middle = values[Math.floor(values.length / 2)] ?? least;
    return [`  ${name}: ${round(least)} to ${round(most)}, mostly ${round(middle)}`];
  });
}

function sampleWords({ roundTripMs, route, incoming, outgoing }: Sample): string {
  const path = route
    ? `${word(route.local)}-${word(route.remote)} ${word(route.protocol)}${route.relayed ? ' relayed' : ''}`
    : 'no path';
  return `${path}, ${roundTripMs === null ? '?' : round(roundTripMs)} ms, in ${directionWords(incoming)}, out ${directionWords(outgoing)}`;
}

function directionWords({ audio, video }: Direction): string {
  const sound = audio
    ? `${word(audio.codec ?? 'sound')} ${round(audio.bitsPerSecond / 1000)} (${round(percent(audio.loss) ?? 0)} %)`
    : 'no sound';
  if (!video) return `${sound} no picture`;
  const { codec, bitsPerSecond, loss, width, height, framesPerSecond } = video;
  return `${sound} ${word(codec ?? 'picture')} ${round(bitsPerSecond / 1000)} (${round(percent(loss) ?? 0)} %) ${width ?? '?'}x${height ?? '?'} ${framesPerSecond}`;
}

const percent = (share: number | null | undefined) =>
  typeof share === 'number' ? share * 100 : null;
const kilo = (bps: number | null) => (bps === null ? null : bps / 1000);
const kilobitsOf = ({ audio, video }: Direction) =>
  audio || video ? ((audio?.bitsPerSecond ?? 0) + (video?.bitsPerSecond ?? 0)) / 1000 : null;
const round = (value: number) => Math.round(value * 10) / 10;
const secondsOf = (ms: number) => (ms / 1000).toFixed(1);
const list = (words: readonly string[]) => (words.length > 0 ? words.map(word).join(' ') : 'none');

/** A browser's word, whatever it may say one day. */
function word(value: string): string {
  return /^[a-z][a-z0-9/_-]{0,30}$/i.test(value) ? value : 'other';
}

/** The last guard: there is nothing of the kind above, and there shall never be. */
const SECRETS: readonly RegExp[] = [
  /\d{1,3}(\.\d{1,3}){3}/g,
  /[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,}/gi,
  /[\w-]+\.local\b/gi,
  /[\w.+-]+@[\w-]+\.\w+/g,
  /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi,
  /(ufrag|pwd|fingerprint|candidate:|a=)\S*/gi,
];

function redact(text: string): string {
  return SECRETS.reduce((rest, secret) => rest.replaceAll(secret, '[removed]'), text);
}
