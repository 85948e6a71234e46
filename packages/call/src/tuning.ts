import type { SendPlan, VideoCaps } from './adaptation.ts';
import { isScreen } from './tracks.ts';

type Encoding = RTCRtpEncodingParameters;

/** The members that a plan decides; each may be missing, and then means no limit. */
const DECIDED = ['active', 'maxBitrate', 'maxFramerate', 'scaleResolutionDownBy'] as const;

/**
 * Puts plans into effect at the senders of a connection, one after the other. What a browser
 * refuses at this moment is simply asked for again with the next plan, so plans are repeated.
 */
export function createTuning(): (connection: RTCPeerConnection, plan: SendPlan) => Promise<void> {
  const tuned = new WeakSet<RTCRtpSender>();
  let turn = Promise.resolve();

  async function tune(sender: RTCRtpSender, wanted: Encoding) {
    const parameters = sender.getParameters();
    const next = parametersOf(parameters, wanted, isScreen(sender.track));
    if (!next || (tuned.has(sender) && !differs(parameters, next))) return;
    try {
      await sender.setParameters(next);
      tuned.add(sender);
    } catch {
      // InvalidStateError while negotiating, InvalidModificationError when the parameters are no
      // longer the latest, OperationError when the encoder is busy: the next time.
    }
  }

  async function tuneAll(connection: RTCPeerConnection, plan: SendPlan) {
    for (const { sender, receiver } of connection.getTransceivers()) {
      if (!sender.track) continue;
      const wanted =
        receiver.track.kind === 'audio'
          ? voiceOf(plan.audioBps)
          : pictureOf(isScreen(sender.track) ? plan.screen : plan.camera);
      await tune(sender, wanted);
    }
  }

  return (connection, plan) => {
    turn = turn.then(() => tuneAll(connection, plan));
    return turn;
  };
}

/** Ahead of the picture wherever packets have to wait: in the browser, and by their mark on the way. */
const voiceOf = (audioBps: number): Encoding => ({
  active: true,
  maxBitrate: audioBps,
  priority: 'high',
  networkPriority: 'high',
});

const pictureOf = (caps: VideoCaps | null): Encoding =>
  caps
    ? {
        active: true,
        scaleResolutionDownBy: caps.scaleDownBy,
        ...(caps.maxBps !== null && { maxBitrate: caps.maxBps }),
        ...(caps.maxFramesPerSecond !== null && { maxFramerate: caps.maxFramesPerSecond }),
      }
    : { active: false };

/** @returns null where there is nothing to tune yet: Firefox has no encodings before it sends */
export function parametersOf(
  parameters: RTCRtpSendParameters,
  wanted: Encoding,
  screen: boolean,
): RTCRtpSendParameters | null {
  if (parameters.encodings.length === 0) return null;
  const isOurs = parameters.degradationPreference === 'maintain-resolution';
  return {
    ...parameters,
    ...(screen
      ? { degradationPreference: 'maintain-resolution' as const }
      : isOurs && { degradationPreference: 'balanced' as const }),
    encodings: parameters.encodings.map((encoding) => {
      const kept: Encoding = { ...encoding };
      for (const member of DECIDED) {
        // What is paused keeps its limits for when it goes on.
        if (wanted.active !== false) delete kept[member];
      }
      return { ...kept, ...wanted };
    }),
  };
}

function differs(before: RTCRtpSendParameters, after: RTCRtpSendParameters): boolean {
  return (
    before.degradationPreference !== after.degradationPreference ||
    after.encodings.some((encoding, index) =>
      DECIDED.some(
        (member) => !isSame(member, before.encodings[index]?.[member], encoding[member]),
      ),
    )
  );
}

/** A browser may fill in what a missing member means. */
function isSame(member: (typeof DECIDED)[number], before: unknown, after: unknown): boolean {
  const missing = {
    active: true,
    maxBitrate: undefined,
    maxFramerate: undefined,
    scaleResolutionDownBy: 1,
  };
  return (before ?? missing[member]) === (after ?? missing[member]);
}
