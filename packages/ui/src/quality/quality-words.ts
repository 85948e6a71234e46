import type { Direction, QualityState, Sample } from '@peerdesk/call';
import type { QualityTexts } from '../texts/quality-texts.ts';

/** What both should know without asking: what was done comes before why. */
export function noticeOf(
  texts: QualityTexts,
  { own, remote, ownPicture, remotePicture }: QualityState,
  remoteName: string,
): string {
  if (ownPicture === 'paused') return texts.ownPaused;
  if (remotePicture === 'paused') return texts.remotePaused(remoteName);
  if (own === 'poor' || own === 'lost') return texts.ownWeak;
  return remote === 'poor' || remote === 'lost' ? texts.remoteWeak(remoteName) : '';
}

/** A name and a value for each thing that was measured. */
export function measuresOf(
  texts: QualityTexts,
  sample: Sample | null,
): (readonly [name: string, value: string])[] {
  if (!sample) return [];
  const { roundTripMs, incoming, outgoing, route } = sample;
  const jitterMs = incoming.audio?.jitterMs ?? null;
  const loss = lossOf(incoming);
  const rows: (readonly [string, string | null])[] = [
    [texts.roundTrip, roundTripMs === null ? null : `${Math.round(roundTripMs)} ms`],
    [texts.loss, loss === null ? null : `${(loss * 100).toFixed(1)} %`],
    [texts.jitter, jitterMs === null ? null : `${Math.round(jitterMs)} ms`],
    [texts.received, rateOf(incoming)],
    [texts.sent, rateOf(outgoing)],
    [
      texts.path,
      route &&
        `${route.relayed ? texts.relayed : texts.direct}, ${route.protocol.toLocaleUpperCase()}`,
    ],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}

function lossOf({ audio, video }: Direction): number | null {
  const known = [audio?.loss ?? null, video?.loss ?? null].filter((loss) => loss !== null);
  return known.length > 0 ? Math.max(...known) : null;
}

function rateOf({ audio, video }: Direction): string | null {
  if (!audio && !video) return null;
  const kilobits = Math.round(((audio?.bitsPerSecond ?? 0) + (video?.bitsPerSecond ?? 0)) / 1000);
  const size = video?.width && video.height ? `, ${video.width}×${video.height}` : '';
  return `${kilobits} kbit/s${size}`;
}
