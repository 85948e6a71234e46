import { createStore } from 'zustand/vanilla';
import type { Controls, ControlsNotice, ControlsState, LocalMedia, Outgoing } from './contract.ts';
import type { EffectsState } from './effects/effect-types.ts';
import { pluggedIn } from './media-rules.ts';
import type { LocalMediaState } from './media-types.ts';
import { watchMutedSpeech } from './muted-speech.ts';
import { canShareScreen, openScreen } from './screen.ts';
import { trackOf } from './tracks.ts';
import { keepAwake } from './wake-lock.ts';

/** Long enough to be read, and to find the button it speaks of. */
const NOTICE_MS = 8000;

/** What one can switch during a call, until `end`: with it the screen is shared no longer. */
export function createControls(
  media: LocalMedia,
  outgoing: Outgoing,
): Controls & { readonly end: () => void } {
  const store = createStore<ControlsState>(() => ({
    microphone: 'on',
    camera: 'absent',
    screen: canShareScreen() ? 'off' : 'absent',
    speakerId: null,
    notice: null,
  }));
  let screen: MediaStream | null = null;
  let held = false;
  let over = false;
  let noticeTimer: ReturnType<typeof setTimeout> | undefined;
  let unwatchSpeech: (() => void) | null = null;
  let watched: MediaStreamTrack | null = null;

  const set = (change: Partial<ControlsState>) => store.setState(change);
  const notice = (next: ControlsNotice | null) => {
    clearTimeout(noticeTimer);
    set({ notice: next });
    if (next) noticeTimer = setTimeout(() => set({ notice: null }), NOTICE_MS);
  };

  /** While muted, and only then, the level of the microphone is looked at: nothing is kept or sent. */
  function watchSpeech(state: LocalMediaState) {
    const muted = state.phase === 'open' && state.microphone === 'off' && !over;
    const voice = muted ? trackOf(state.stream, 'audio') : null;
    if (voice === watched) return;
    unwatchSpeech?.();
    watched = voice;
    unwatchSpeech = voice && watchMutedSpeech(voice, () => notice({ code: 'speaking_muted' }));
    if (!muted && store.getState().notice?.code === 'speaking_muted') notice(null);
  }

  function look(state: LocalMediaState, before: LocalMediaState) {
    watchSpeech(state);
    if (state.phase !== 'open') return;
    set({ microphone: state.microphone, camera: state.camera });
    if (before.phase !== 'open') return;
    if (state.replaced !== null && state.replaced !== before.replaced) {
      notice({ code: 'replaced', label: state.replaced });
    } else if (state.devices !== before.devices) {
      const found = pluggedIn(before.devices, state.devices);
      if (found && (found.kind === 'microphone' || state.media === 'video')) {
        notice({ code: 'plugged_in', ...found });
      }
    }
  }

  function endScreen() {
    const ended = screen;
    screen = null;
    outgoing.showScreen(null);
    for (const track of ended?.getTracks() ?? []) track.stop();
    if (ended) set({ screen: 'off' });
  }

  const lookAtEffects = (state: EffectsState, before: EffectsState) => {
    const { notice: now } = state;
    if (now && now !== 'loading' && now !== before.notice) notice({ code: 'effect', notice: now });
  };

  const releases = [
    media.store.subscribe(look),
    outgoing.effects.store.subscribe(lookAtEffects),
    keepAwake(),
  ];
  look(media.store.getState(), media.store.getState());

  return {
    store,
    media,
    toggleMicrophone: () => media.turnMicrophone(store.getState().microphone === 'off'),
    toggleCamera: () => void media.turnCamera(store.getState().camera === 'off'),
    async toggleScreen() {
      const { screen: now } = store.getState();
      if (now === 'on') return endScreen();
      if (now !== 'off') return;
      set({ screen: 'choosing' });
      const opened = await openScreen();
      if (typeof opened === 'string') {
        set({ screen: 'off' });
        if (opened === 'failed') notice({ code: 'screen_failed' });
        return;
      }
      screen = opened;
      // Hung up while the person was choosing.
      if (over) return endScreen();
      // The browser has a button of its own that stops it.
      trackOf(opened, 'video')?.addEventListener('ended', () => screen === opened && endScreen());
      outgoing.showScreen(opened);
      set({ screen: 'on' });
    },
    chooseSpeaker: (id) => set({ speakerId: id }),
    holdToSpeak(down) {
      if (down === held || (down && store.getState().microphone === 'on')) return;
      held = down;
      media.turnMicrophone(down);
    },
    dismissNotice: () => notice(null),
    end() {
      over = true;
      for (const release of releases.splice(0)) release();
      unwatchSpeech?.();
      unwatchSpeech = null;
      clearTimeout(noticeTimer);
      endScreen();
    },
  };
}
