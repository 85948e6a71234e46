import type { Call, CallTools } from '@peerdesk/call';
import { type ReactNode, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { CallNotice } from './call-controls/CallNotice.tsx';
import { useCallKeys } from './call-controls/call-keys.ts';
import { MoreMenu } from './call-controls/MoreMenu.tsx';
import { ShareButton } from './call-controls/ShareButton.tsx';
import { SwitchButtons } from './call-controls/SwitchButtons.tsx';
import { ChatButton } from './chat/ChatButton.tsx';
import { useDropFiles } from './chat/drop-files.ts';
import { Duration } from './Duration.tsx';
import { useFrom } from './from.ts';
import { useFullScreen } from './full-screen.ts';
import { Icon } from './Icon.tsx';
import { useLater } from './later.ts';
import { RemoteMarks } from './RemoteMarks.tsx';
import type { CallTexts } from './texts/call-texts.ts';
import { VideoTile } from './VideoTile.tsx';

export interface CallStageProps {
  readonly texts: CallTexts;
  /** The region's accessible name: `Call with Dana`. */
  readonly title: string;
  readonly remoteName: string;
  /** `Consultant's video` or `Caller's video`. */
  readonly remoteLabel: string;
  readonly call: Call;
  readonly localStream: MediaStream | null;
  /** Null: only the face is shown, at most. */
  readonly tools: CallTools | null;
  /** When both were first connected, in this browser's clock; null until then. */
  readonly startedAt: number | null;
  readonly onHangUp: () => void;
  /** Said until the two are connected; `Connecting…` if left out. */
  readonly connectingText?: string;
  /** A side panel: chat, notes, details. */
  readonly aside?: ReactNode;
  /** The same where it is beside the stage otherwise: in full screen nothing else is seen. */
  readonly fullScreenAside?: ReactNode;
}

const CORNERS = ['bottom-right', 'bottom-left', 'top-left', 'top-right'] as const;

const loadQuality = () => import('./quality/quality-parts.ts');

/** Two people in a call: the other large, oneself in a corner, the controls below. */
export function CallStage(props: CallStageProps) {
  const { texts, call, tools } = props;
  const stage = useRef<HTMLElement>(null);
  const fullScreen = useFullScreen(stage);
  const aside = fullScreen.on ? (props.fullScreenAside ?? props.aside) : props.aside;
  const state = useStore(call.store);
  const whole = useStore(call.opening) === 'whole';
  const drop = useDropFiles(tools);
  useCallKeys(stage, tools?.controls ?? null);
  const speakerId = useFrom(tools?.controls.store, (own) => own.speakerId, null);
  const sendsPicture = useFrom(
    tools?.remote,
    (other) => other.camera === 'on' || other.screen === 'on',
    true,
  );
  const paused = useFrom(tools?.quality.store, (now) => now.remotePicture === 'paused', false);
  const quality = useLater(whole && state.phase === 'connected', loadQuality);
  const qualityProps = tools && { texts, tools, remoteName: props.remoteName };

  return (
    <section
      ref={stage}
      className="pd-stage"
      aria-label={props.title}
      tabIndex={-1}
      {...drop.props}
    >
      <div className="pd-scene">
        <VideoTile
          stream={('remote' in state && state.remote) || null}
          label={props.remoteLabel}
          name={props.remoteName}
          cameraOff={!sendsPicture || paused}
          speakerId={speakerId}
          startSound={texts.startSound}
          onPicture={call.pictureShown}
        />
        <div className="pd-scene-top">
          <span className="pd-remote-name">{props.remoteName}</span>
          {tools && (
            <RemoteMarks remote={tools.remote} name={props.remoteName} texts={texts.remote} />
          )}
          {props.startedAt !== null && <Duration since={props.startedAt} label={texts.duration} />}
          {quality && qualityProps && state.phase === 'connected' && (
            <quality.ConnectionButton {...qualityProps} />
          )}
        </div>
        <output className="pd-call-status">
          {(state.phase === 'idle' || state.phase === 'connecting') &&
            (props.connectingText ?? texts.connecting)}
          {state.phase === 'reconnecting' && texts.reconnecting}
          {quality && qualityProps && state.phase === 'connected' && (
            <quality.QualityNotice {...qualityProps} />
          )}
          {'trouble' in state && state.trouble && (
            <span className="pd-path-trouble">{texts.path[state.trouble.code]}</span>
          )}
        </output>
        {tools && <CallNotice controls={tools.controls} texts={texts} />}
        {tools && whole && <OwnTile tools={tools} texts={texts} stream={props.localStream} />}
      </div>
      {drop.over && <p className="pd-drop">{texts.chat.dropHere}</p>}
      {aside && <aside className="pd-aside">{whole && aside}</aside>}
      <fieldset className="pd-controls" aria-label={texts.controls}>
        {tools && (
          <>
            <SwitchButtons controls={tools.controls} texts={texts} />
            <ShareButton controls={tools.controls} texts={texts} />
            <ChatButton chat={tools.chat} texts={texts.chat} />
            <MoreMenu tools={tools} texts={texts} stage={stage} fullScreen={fullScreen} />
          </>
        )}
        <button type="button" className="pd-control pd-hang-up" onClick={props.onHangUp}>
          <Icon name="hangUp" />
          <span>{texts.hangUp}</span>
        </button>
      </fieldset>
    </section>
  );
}

/** Oneself, in the corner of one's choice. */
function OwnTile(props: {
  readonly tools: CallTools;
  readonly texts: CallTexts;
  readonly stream: MediaStream | null;
}) {
  const { tools, texts } = props;
  const { controls } = tools;
  const [corner, setCorner] = useState(0);
  const { camera, screen } = useStore(controls.store);
  const facesAway = useStore(
    controls.media.store,
    (media) => media.phase === 'open' && media.facing === 'environment',
  );
  const mirrored = useStore(tools.effects.store, (own) => own.mirrored);
  if (camera === 'absent' && screen !== 'on') return null;
  return (
    <div className="pd-own" data-corner={CORNERS[corner]}>
      <VideoTile
        stream={props.stream}
        label={texts.yourVideo}
        name={texts.yourVideo}
        muted
        mirrored={mirrored && screen !== 'on' && !facesAway}
        cameraOff={camera === 'off' && screen !== 'on'}
      />
      <button
        type="button"
        className="pd-own-move"
        aria-label={texts.moveYourVideo}
        onClick={() => setCorner((corner + 1) % CORNERS.length)}
      />
    </div>
  );
}
