import type { Call, CallTools } from '@peerdesk/call';
import { type ReactNode, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { CallNotice } from './call-controls/CallNotice.tsx';
import { useCallKeys } from './call-controls/call-keys.ts';
import { MoreMenu } from './call-controls/MoreMenu.tsx';
import { ShareButton } from './call-controls/ShareButton.tsx';
import { SwitchButtons } from './call-controls/SwitchButtons.tsx';
import { useCalm } from './calm.ts';
import { ChatButton } from './chat/ChatButton.tsx';
import { useDropFiles } from './chat/drop-files.ts';
import { Duration } from './Duration.tsx';
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
  readonly tools: CallTools;
  /** When both were first connected, in this browser's clock; null until then. */
  readonly startedAt: number | null;
  readonly onHangUp: () => void;
  /** Said until the two are connected; `Connecting…` if left out. */
  readonly connectingText?: string;
  /** More buttons for the row of controls. */
  readonly extraControls?: ReactNode;
  /** The first picture is there, or none is to be expected: what is around the stage may be drawn. */
  readonly onCalm?: () => void;
  /** A side panel: chat, notes, details. */
  readonly aside?: ReactNode;
  /** The same where it is beside the stage otherwise: in full screen nothing else is seen. */
  readonly fullScreenAside?: ReactNode;
}

const CORNERS = ['bottom-right', 'bottom-left', 'top-left', 'top-right'] as const;

const loadQuality = () => import('./quality/quality-parts.ts');

/** Two people in a call: the other large, oneself in a corner, the controls below. */
export function CallStage(props: CallStageProps) {
  const { texts, call } = props;
  const { controls, remote } = props.tools;
  const stage = useRef<HTMLElement>(null);
  const fullScreen = useFullScreen(stage);
  const aside = fullScreen.on ? (props.fullScreenAside ?? props.aside) : props.aside;
  const [corner, setCorner] = useState(0);
  const state = useStore(call.store);
  const { camera, screen, speakerId } = useStore(controls.store);
  const drop = useDropFiles(props.tools);
  const facesAway = useStore(
    controls.media.store,
    (media) => media.phase === 'open' && media.facing === 'environment',
  );
  const mirrored = useStore(props.tools.effects.store, (own) => own.mirrored);
  useCallKeys(stage, controls);
  const sendsPicture = useStore(remote, (other) => other.camera === 'on' || other.screen === 'on');
  const paused = useStore(props.tools.quality.store, (now) => now.remotePicture === 'paused');
  const { calm, onPicture } = useCalm(call, props.onCalm);
  const quality = useLater(calm && state.phase === 'connected', loadQuality);
  const qualityProps = { texts, tools: props.tools, remoteName: props.remoteName };

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
          stream={state.phase === 'connected' ? state.remote : null}
          label={props.remoteLabel}
          name={props.remoteName}
          cameraOff={!sendsPicture || paused}
          speakerId={speakerId}
          startSound={texts.startSound}
          onPicture={onPicture}
        />
        <div className="pd-scene-top">
          <span className="pd-remote-name">{props.remoteName}</span>
          <RemoteMarks remote={remote} name={props.remoteName} texts={texts.remote} />
          {props.startedAt !== null && <Duration since={props.startedAt} label={texts.duration} />}
          {quality && state.phase === 'connected' && <quality.ConnectionButton {...qualityProps} />}
        </div>
        <output className="pd-call-status">
          {(state.phase === 'idle' || state.phase === 'connecting') &&
            (props.connectingText ?? texts.connecting)}
          {state.phase === 'reconnecting' && texts.reconnecting}
          {state.phase === 'connected' && quality && <quality.QualityNotice {...qualityProps} />}
          {'trouble' in state && state.trouble && (
            <span className="pd-path-trouble">{texts.path[state.trouble.code]}</span>
          )}
        </output>
        <CallNotice controls={controls} texts={texts} />
        {calm && (camera !== 'absent' || screen === 'on') && (
          <div className="pd-own" data-corner={CORNERS[corner]}>
            <VideoTile
              stream={props.localStream}
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
        )}
      </div>
      {drop.over && <p className="pd-drop">{texts.chat.dropHere}</p>}
      {aside && <aside className="pd-aside">{calm && aside}</aside>}
      <fieldset className="pd-controls" aria-label={texts.controls}>
        <SwitchButtons controls={controls} texts={texts} />
        <ShareButton controls={controls} texts={texts} />
        <ChatButton chat={props.tools.chat} texts={texts.chat} />
        {props.extraControls}
        <MoreMenu tools={props.tools} texts={texts} stage={stage} fullScreen={fullScreen} />
        <button type="button" className="pd-control pd-hang-up" onClick={props.onHangUp}>
          <Icon name="hangUp" />
          <span>{texts.hangUp}</span>
        </button>
      </fieldset>
    </section>
  );
}
