import type { Media } from '@peerdesk/protocol';
import { createStore } from 'zustand/vanilla';
import type { LocalMedia } from './contract.ts';
import {
  facingIn,
  isCauseToRetry,
  NO_DEVICES,
  otherFacing,
  sortDevices,
  troubleCodeOf,
  troubleOf,
} from './media-rules.ts';
import type { Devices, Facing, LocalMediaState, TroubleCode } from './media-types.ts';
import { swapTrack, trackOf } from './tracks.ts';

type Kind = 'audio' | 'video';
type Granted = { readonly tracks: readonly MediaStreamTrack[] } | { readonly code: TroubleCode };
type Wishes = Readonly<Partial<Record<Kind, string | undefined>>> & { readonly facing?: Facing };

/** After this the light of a camera that was turned off goes out: black has reached the other side. */
const LIGHT_MS = 500;
/** A system that takes a device away and gives it back at once is no interruption. */
const INTERRUPTED_MS = 1500;

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
  /** Switched off by the person, until `close`. */
  const off: Record<Kind, boolean> = { audio: false, video: false };
  let missing: Partial<Record<Kind, TroubleCode>> = {};
  let stream: MediaStream | null = null;
  let devices: Devices = NO_DEVICES;
  let replaced: string | null = null;
  let lightTimer: ReturnType<typeof setTimeout> | undefined;
  let unwatch: (() => void) | null = null;
  // Every open, choose and close makes what was asked for before it worthless when it arrives.
  let latest = 0;

  const set = (state: LocalMediaState) => store.setState(state, true);
  const own = (kind: Kind) => stream && trackOf(stream, kind);
  const has = (kind: Kind) => own(kind)?.readyState === 'live';
  /** A camera that the person turned off is there, and not running. */
  const rests = (kind: Kind) => kind === 'video' && off.video && own('video') !== null;

  const refreshDevices = async () => {
    devices = await listDevices();
    const state = store.getState();
    if (state.phase === 'open') set({ ...state, devices });
  };

  /** Puts a granted track in the place of the one of its kind. */
  function put(track: MediaStreamTrack) {
    const kind: Kind = track.kind === 'video' ? 'video' : 'audio';
    stream ??= new MediaStream();
    const before = own(kind);
    before?.stop();
    delete missing[kind];
    // Muted stays muted.
    track.enabled = !off[kind];
    track.addEventListener('ended', () => void lost(track));
    track.addEventListener('mute', () => setTimeout(interrupted, INTERRUPTED_MS, track));
    track.addEventListener('unmute', () => goesOn(track));
    swapTrack(stream, before, track);
  }

  function remove(kind: Kind) {
    const track = own(kind);
    if (!track || !stream) return;
    track.stop();
    swapTrack(stream, track, null);
  }

  /** Says what there is now. */
  function settle(media: Media) {
    const trouble = troubleOf(missing);
    const voiceless = missing.audio !== undefined && missing.audio !== 'interrupted';
    if (!stream || voiceless) {
      stopTracks();
      return set({
        phase: 'trouble',
        media,
        trouble: trouble ?? { code: 'ended', device: 'both' },
      });
    }
    const camera = own('video');
    set({
      phase: 'open',
      media,
      stream,
      devices,
      microphone: off.audio ? 'off' : 'on',
      camera: !camera || missing.video ? 'absent' : off.video ? 'off' : 'on',
      cameraId: camera?.getSettings().deviceId ?? ids.video ?? null,
      microphoneId: own('audio')?.getSettings().deviceId ?? null,
      facing: facingIn(camera?.getSettings()),
      replaced,
      trouble,
    });
  }

  /** A track ended by itself: pulled out, taken back, or the phone rings. */
  async function lost(track: MediaStreamTrack) {
    const state = store.getState();
    if (state.phase !== 'open' || !stream?.getTracks().includes(track)) return;
    if (track.kind === 'video') {
      missing.video = 'ended';
      return settle(state.media);
    }
    // Another microphone goes on with the conversation; another camera could show another room.
    const request = ++latest;
    const granted = await grant(['audio'], {});
    if (!arrived(granted, request)) return;
    if ('tracks' in granted) {
      granted.tracks.forEach(put);
      replaced = granted.tracks[0]?.label ?? '';
    } else missing.audio = 'ended';
    settle(state.media);
    await refreshDevices();
  }

  /** The system has silenced a track: a phone call, Siri, a switch on the headset, a closed lid. */
  function interrupted(track: MediaStreamTrack) {
    const state = store.getState();
    if (!track.muted || state.phase !== 'open' || !stream?.getTracks().includes(track)) return;
    missing[track.kind === 'video' ? 'video' : 'audio'] = 'interrupted';
    settle(state.media);
  }

  function goesOn(track: MediaStreamTrack) {
    const kind = track.kind === 'video' ? 'video' : 'audio';
    const state = store.getState();
    if (missing[kind] !== 'interrupted' || state.phase !== 'open') return;
    delete missing[kind];
    settle(state.media);
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

  function take(granted: Granted, kind: Kind) {
    if ('tracks' in granted) granted.tracks.forEach(put);
    else missing[kind] = granted.code;
  }

  /** Asks again for what is missing, once there is reason to hope. */
  function comeBack(cause: 'devices' | 'permission' | 'seen') {
    const state = store.getState();
    if (state.phase !== 'open' && state.phase !== 'trouble') return;
    const cameraIsBack = devices.cameras.some(({ id }) => id === ids.video);
    if (isCauseToRetry(cause, state.trouble, cameraIsBack)) void open(state.media);
  }

  const lookAgain = async () => {
    await refreshDevices();
    comeBack('devices');
  };
  const onDevices = () => void lookAgain();

  function onSeen() {
    if (document.visibilityState === 'visible') comeBack('seen');
  }

  function watch() {
    if (unwatch) return;
    navigator.mediaDevices.addEventListener('devicechange', onDevices);
    document.addEventListener('visibilitychange', onSeen);
    const unpermit = watchPermissions(() => comeBack('permission'));
    unwatch = () => {
      navigator.mediaDevices.removeEventListener('devicechange', onDevices);
      document.removeEventListener('visibilitychange', onSeen);
      unpermit();
    };
  }

  async function open(media: Media) {
    const request = ++latest;
    const code = obstacle();
    if (code) return set({ phase: 'trouble', media, trouble: { code, device: 'both' } });
    if (media === 'audio') remove('video');
    // What the system has silenced is asked for anew.
    const silenced = missing;
    missing = {};
    watch();
    const kinds: Kind[] = media === 'video' ? ['audio', 'video'] : ['audio'];
    const wanted = kinds.filter(
      (kind) => !rests(kind) && (!has(kind) || silenced[kind] === 'interrupted'),
    );
    if (wanted.length === 0) return settle(media);

    set({ phase: 'opening', media });
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
        take(alone, kind);
      }
    }
    settle(media);
    await refreshDevices();
  }

  async function change(kinds: readonly Kind[], wishes: Wishes) {
    const state = store.getState();
    if (state.phase !== 'open') return;
    const request = ++latest;
    replaced = null;
    for (const kind of kinds) {
      // Many phones cannot have two cameras open, nor two microphones: first let go.
      own(kind)?.stop();
      const granted = await grant([kind], wishes);
      if (!arrived(granted, request)) return;
      take(granted, kind);
    }
    settle(state.media);
    await refreshDevices();
  }

  return {
    store,
    open,
    async choose({ cameraId, microphoneId }) {
      if (cameraId !== undefined) ids.video = cameraId;
      if (microphoneId !== undefined) ids.audio = microphoneId;
      const state = store.getState();
      const wanted: Kind[] = [];
      const picture = state.phase === 'open' && state.media === 'video' && !rests('video');
      if (cameraId !== undefined && picture) wanted.push('video');
      if (microphoneId !== undefined) wanted.push('audio');
      await change(wanted, ids);
    },
    async flipCamera() {
      const facing = otherFacing(facingIn(own('video')?.getSettings()));
      if (!facing || !has('video')) return;
      await change(['video'], { facing });
      ids.video = own('video')?.getSettings().deviceId;
    },
    turnMicrophone(on) {
      const state = store.getState();
      if (state.phase !== 'open') return;
      off.audio = !on;
      const track = own('audio');
      if (track) track.enabled = on;
      settle(state.media);
    },
    async turnCamera(on) {
      const state = store.getState();
      const track = own('video');
      if (state.phase !== 'open' || !track) return;
      clearTimeout(lightTimer);
      off.video = !on;
      track.enabled = on;
      if (on && !has('video')) return change(['video'], ids);
      if (!on) {
        ids.video = track.getSettings().deviceId ?? ids.video;
        lightTimer = setTimeout(() => own('video')?.stop(), LIGHT_MS);
      }
      settle(state.media);
    },
    close() {
      latest++;
      clearTimeout(lightTimer);
      stopTracks();
      stream = null;
      missing = {};
      replaced = null;
      off.audio = false;
      off.video = false;
      unwatch?.();
      unwatch = null;
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
async function grant(kinds: readonly Kind[], wishes: Wishes): Promise<Granted> {
  // No size: asking for one the camera does not have by itself costs 145 ms.
  const constraint = (kind: Kind, exact: boolean) => {
    const id = exact ? wishes[kind] : undefined;
    if (!kinds.includes(kind)) return false;
    if (kind === 'video' && wishes.facing) return { facingMode: wishes.facing };
    return id ? { deviceId: { exact: id } } : true;
  };
  const ask = async (exact: boolean): Promise<Granted> => {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: constraint('audio', exact),
        video: constraint('video', exact),
      });
      return { tracks: stream.getTracks() };
    } catch (error) {
      const code = troubleCodeOf(error);
      return { code: code === 'denied' && (await mayAskAgain(kinds)) ? 'dismissed' : code };
    }
  };
  const first = await ask(true);
  const chosen = kinds.some((kind) => wishes[kind]);
  return chosen && 'code' in first && first.code !== 'denied' ? ask(false) : first;
}

async function listDevices(): Promise<Devices> {
  try {
    return sortDevices(await navigator.mediaDevices.enumerateDevices());
  } catch {
    return NO_DEVICES;
  }
}

const PERMISSIONS = { audio: 'microphone', video: 'camera' } as const;

/** Not every browser tells. @see https://www.w3.org/TR/mediacapture-streams/#permissions-integration */
async function permissionOf(kind: Kind): Promise<PermissionStatus | null> {
  try {
    return await navigator.permissions.query({ name: PERMISSIONS[kind] });
  } catch {
    return null;
  }
}

/** The question was closed without an answer: it can be asked again. */
async function mayAskAgain(kinds: readonly Kind[]): Promise<boolean> {
  const permissions = await Promise.all(kinds.map(permissionOf));
  return (
    permissions.some((permission) => permission?.state === 'prompt') &&
    permissions.every((permission) => permission?.state !== 'denied')
  );
}

/** Calls back when the person has allowed a device somewhere in the browser. */
function watchPermissions(onGranted: () => void): () => void {
  const watched: PermissionStatus[] = [];
  let over = false;
  const onChange = (event: Event) => {
    if ((event.target as PermissionStatus).state === 'granted') onGranted();
  };
  const watch = async (kind: Kind) => {
    const permission = await permissionOf(kind);
    if (!permission || over) return;
    watched.push(permission);
    permission.addEventListener('change', onChange);
  };
  void watch('audio');
  void watch('video');
  return () => {
    over = true;
    for (const permission of watched) permission.removeEventListener('change', onChange);
  };
}
