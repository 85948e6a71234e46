import type { Media } from '@peerdesk/protocol';
import { createStore } from 'zustand/vanilla';
import type { LocalMedia } from './contract.ts';
import { NO_DEVICES, sortDevices, troubleCodeOf, troubleOf } from './media-rules.ts';
import type { Devices, LocalMediaState, TroubleCode } from './media-types.ts';
import { swapTrack, trackOf } from './tracks.ts';

type Kind = 'audio' | 'video';
type Granted = { readonly tracks: readonly MediaStreamTrack[] } | { readonly code: TroubleCode };

/**
 * This party's camera and microphone. From `open` to `close` there is one MediaStream: what
 * changes is its tracks, and each new one is announced on it by `addtrack`, which browsers fire
 * only for changes of their own. So whoever sends, shows or measures the stream follows by itself.
 *
 * @param chosen device ids to begin with, as kept from an earlier visit
 */
export function createLocalMedia(
  chosen: { readonly cameraId?: string; readonly microphoneId?: string } = {},
): LocalMedia {
  const store = createStore<LocalMediaState>(() => ({ phase: 'closed' }));
  const ids: Record<Kind, string | undefined> = {
    video: chosen.cameraId,
    audio: chosen.microphoneId,
  };
  let stream: MediaStream | null = null;
  let devices: Devices = NO_DEVICES;
  // Every open, choose and close makes what was asked for before it worthless when it arrives.
  let latest = 0;

  const set = (state: LocalMediaState) => store.setState(state, true);
  const own = (kind: Kind) => stream && trackOf(stream, kind);
  const has = (kind: Kind) => own(kind)?.readyState === 'live';

  const refreshDevices = async () => {
    devices = await listDevices();
    const state = store.getState();
    if (state.phase === 'open') set({ ...state, devices });
  };

  const onDeviceChange = () => void refreshDevices();

  /** Puts a granted track in the place of the one of its kind. */
  function put(track: MediaStreamTrack) {
    stream ??= new MediaStream();
    const before = own(track.kind === 'video' ? 'video' : 'audio');
    before?.stop();
    // Muted stays muted.
    if (before) track.enabled = before.enabled;
    track.addEventListener('ended', () => void lost(track));
    swapTrack(stream, before, track);
  }

  function remove(kind: Kind) {
    const track = own(kind);
    if (!track || !stream) return;
    track.stop();
    swapTrack(stream, track, null);
  }

  /** Says what there is now; `missing` are the kinds that could not be had. */
  function settle(media: Media, missing: Partial<Record<Kind, TroubleCode>>) {
    const trouble = troubleOf(missing);
    if (!stream || trouble?.device === 'microphone' || trouble?.device === 'both') {
      stopTracks();
      return set({
        phase: 'trouble',
        media,
        trouble: trouble ?? { code: 'ended', device: 'both' },
      });
    }
    set({
      phase: 'open',
      media,
      stream,
      devices,
      cameraId: own('video')?.getSettings().deviceId ?? null,
      microphoneId: own('audio')?.getSettings().deviceId ?? null,
      trouble,
    });
  }

  /** A track ended by itself: pulled out, taken back, or the phone rings. */
  async function lost(track: MediaStreamTrack) {
    const state = store.getState();
    if (state.phase !== 'open' || !stream?.getTracks().includes(track)) return;
    if (track.kind === 'video') return settle(state.media, { video: 'ended' });
    // Another microphone goes on with the conversation; another camera could show another room.
    const request = ++latest;
    const granted = await grant(['audio'], {});
    if (!arrived(granted, request)) return;
    if ('tracks' in granted) granted.tracks.forEach(put);
    settle(state.media, 'tracks' in granted ? {} : { audio: 'ended' });
    await refreshDevices();
  }

  /** They stay in the stream, so that whoever has it goes on when they are replaced. */
  function stopTracks() {
    for (const track of stream?.getTracks() ?? []) track.stop();
  }

  /** @returns false if something newer was asked for meanwhile; what was granted is released */
  function arrived(granted: Granted, request: number): boolean {
    if (request === latest) return true;
    if ('tracks' in granted) for (const track of granted.tracks) track.stop();
    return false;
  }

  return {
    store,
    async open(media) {
      const request = ++latest;
      const code = obstacle();
      if (code) return set({ phase: 'trouble', media, trouble: { code, device: 'both' } });
      if (media === 'audio') remove('video');
      const kinds: Kind[] = media === 'video' ? ['audio', 'video'] : ['audio'];
      const wanted = kinds.filter((kind) => !has(kind));
      if (wanted.length === 0) return settle(media, {});

      set({ phase: 'opening', media });
      const missing: Partial<Record<Kind, TroubleCode>> = {};
      const together = await grant(wanted, ids);
      if (!arrived(together, request)) return;
      if ('tracks' in together) {
        together.tracks.forEach(put);
      } else if (wanted.length === 1 && wanted[0]) {
        missing[wanted[0]] = together.code;
      } else {
        // One error for two devices: only asking for each tells which is to blame.
        for (const kind of wanted) {
          const alone = await grant([kind], ids);
          if (!arrived(alone, request)) return;
          if ('tracks' in alone) alone.tracks.forEach(put);
          else missing[kind] = alone.code;
        }
      }
      settle(media, missing);
      navigator.mediaDevices.addEventListener('devicechange', onDeviceChange);
      await refreshDevices();
    },
    async choose({ cameraId, microphoneId }) {
      if (cameraId !== undefined) ids.video = cameraId;
      if (microphoneId !== undefined) ids.audio = microphoneId;
      const state = store.getState();
      if (state.phase !== 'open') return;
      const request = ++latest;
      const missing: Partial<Record<Kind, TroubleCode>> = {};
      const wanted: Kind[] = [];
      if (cameraId !== undefined && state.media === 'video') wanted.push('video');
      if (microphoneId !== undefined) wanted.push('audio');
      for (const kind of wanted) {
        // Many phones cannot have two cameras open, nor two microphones: first let go.
        own(kind)?.stop();
        const granted = await grant([kind], ids);
        if (!arrived(granted, request)) return;
        if ('tracks' in granted) granted.tracks.forEach(put);
        else missing[kind] = granted.code;
      }
      settle(state.media, missing);
      await refreshDevices();
    },
    close() {
      latest++;
      stopTracks();
      stream = null;
      navigator.mediaDevices?.removeEventListener('devicechange', onDeviceChange);
      set({ phase: 'closed' });
    },
  };
}

/** What stands in the way before anything is asked for. */
function obstacle(): TroubleCode | null {
  if (!globalThis.isSecureContext) return 'insecure';
  if (!navigator.mediaDevices?.getUserMedia || typeof RTCPeerConnection === 'undefined') {
    return 'unsupported';
  }
  return null;
}

/** Asks the browser. A chosen device that is no longer there is no reason to go without one. */
async function grant(
  kinds: readonly Kind[],
  ids: Readonly<Partial<Record<Kind, string | undefined>>>,
): Promise<Granted> {
  // No size: asking for one the camera does not have by itself costs 145 ms.
  const constraint = (kind: Kind, exact: boolean) => {
    const id = exact ? ids[kind] : undefined;
    return kinds.includes(kind) && (id ? { deviceId: { exact: id } } : true);
  };
  const ask = async (exact: boolean): Promise<Granted> => {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: constraint('audio', exact),
        video: constraint('video', exact),
      });
      return { tracks: stream.getTracks() };
    } catch (error) {
      return { code: troubleCodeOf(error) };
    }
  };
  const first = await ask(true);
  const chosen = kinds.some((kind) => ids[kind]);
  return chosen && 'code' in first && first.code !== 'denied' ? ask(false) : first;
}

async function listDevices(): Promise<Devices> {
  try {
    return sortDevices(await navigator.mediaDevices.enumerateDevices());
  } catch {
    return NO_DEVICES;
  }
}
