import { Loader, Switch } from '@mantine/core';
import {
  DevicePicker,
  EffectPicker,
  LevelMeter,
  Preview,
  SelfTestDoor,
  TroubleNotice,
} from '@peerdesk/ui';
import { useCallback } from 'react';
import { useStore } from 'zustand';
import { useCallTexts, useConsole, useLocale, useTexts } from '../console-context.tsx';
import type { Desk } from './desk.ts';
import { useIsMeeting } from './use-shown-page.ts';

export interface OwnPictureProps {
  readonly desk: Desk;
  /** The consultant's. */
  readonly name: string;
}

/** You, as callers will see you, and what is on. */
export function OwnPicture({ desk, name }: OwnPictureProps) {
  const { preferences, api } = useConsole();
  const locale = useLocale();
  const askIce = useCallback(async () => {
    const answer = await api.ice();
    return answer.ok ? answer.value : null;
  }, [api]);
  const { own } = useTexts();
  const callTexts = useCallTexts();
  const media = useStore(desk.media.store);
  const cameraWaits = useStore(preferences.store, (state) => state.cameraWaits);
  const open = media.phase === 'open' ? media : null;
  const trouble = media.phase === 'open' || media.phase === 'trouble' ? media.trouble : null;
  const picture = open?.media === 'video';
  return (
    <section className="card own" aria-labelledby="own-title">
      <h2 id="own-title">{own.title}</h2>
      {open && (
        <>
          {picture && <OwnPreview desk={desk} name={name} />}
          <LevelMeter label={callTexts.microphoneLevel} stream={open.stream} />
          <p className="own-state small" data-on="true">
            {picture && !trouble ? own.cameraOn : own.microphoneOn}
          </p>
        </>
      )}
      {media.phase === 'opening' && (
        <output className="quiet small own-opening">
          <Loader size="xs" aria-hidden="true" /> {callTexts.openingMedia}
        </output>
      )}
      {media.phase === 'closed' && <p className="quiet small">{own.closed}</p>}
      {trouble && (
        <TroubleNotice texts={callTexts} trouble={trouble} onRetry={() => desk.retryMedia()} />
      )}
      {open && (
        <DevicePicker
          texts={callTexts}
          devices={open.devices}
          cameraId={open.cameraId}
          microphoneId={open.microphoneId}
          media={open.media}
          onChoose={(choice) => void desk.media.choose(choice)}
        />
      )}
      {open && open.camera !== 'absent' && (
        <EffectPicker effects={desk.outgoing.effects} texts={callTexts.effects} />
      )}
      <SelfTestDoor
        texts={callTexts.selfTest}
        effectTexts={callTexts.effects}
        language={locale}
        media={desk.media}
        outgoing={desk.outgoing}
        askIce={askIce}
        onEnd={desk.releaseDevices}
      />
      <Switch
        label={own.keepOff}
        checked={cameraWaits}
        onChange={(event) => preferences.set({ cameraWaits: event.currentTarget.checked })}
      />
    </section>
  );
}

function OwnPreview({ desk, name }: OwnPictureProps) {
  const { previewVideo } = useCallTexts();
  const still = useIsMeeting(desk);
  return <Preview outgoing={desk.outgoing} on still={still} label={previewVideo} name={name} />;
}
