import type { CallTools } from '@peerdesk/call';
import { type RefObject, useCallback, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { FullScreen } from '../full-screen.ts';
import type { CallTexts } from '../texts/call-texts.ts';
import { ControlButton } from './ControlButton.tsx';
import { DeviceDialog } from './DeviceDialog.tsx';
import { MoreButton, MoreItem } from './MoreParts.tsx';
import { useMenu } from './menu.ts';
import { usePictureInPicture } from './picture-in-picture.ts';

export interface MoreMenuProps {
  readonly tools: CallTools;
  readonly texts: CallTexts;
  readonly stage: RefObject<HTMLElement | null>;
  readonly fullScreen: FullScreen;
}

/** What is not needed every minute: devices, the other camera, picture in picture, full screen. */
export function MoreMenu({ tools, texts, stage, fullScreen }: MoreMenuProps) {
  const { controls, effects } = tools;
  const frame = useRef<HTMLDivElement>(null);
  const menu = useMenu(frame);
  const [choosing, setChoosing] = useState(false);
  const stopChoosing = useCallback(() => setChoosing(false), []);
  const pictureInPicture = usePictureInPicture(stage);
  const canFlip = useStore(
    controls.media.store,
    (media) => media.phase === 'open' && media.camera === 'on' && media.facing !== null,
  );
  const pick = (act: () => void) => () => {
    menu.close();
    act();
  };
  const screenLabel = fullScreen.on ? texts.leaveFullScreen : texts.fullScreen;
  return (
    <>
      {fullScreen.possible && (
        <ControlButton
          icon={fullScreen.on ? 'leaveScreen' : 'fillScreen'}
          label={screenLabel}
          wideOnly
          onPress={fullScreen.toggle}
        />
      )}
      <div ref={frame} className="pd-more">
        <MoreButton label={texts.switches.more} open={menu.open} onPress={menu.toggle} />
        {menu.open && (
          <div className="pd-menu" role="menu" aria-label={texts.switches.more}>
            <MoreItem label={texts.switches.devices} onPick={pick(() => setChoosing(true))} />
            {canFlip && (
              <MoreItem
                label={texts.switches.flipCamera}
                onPick={pick(() => void controls.media.flipCamera())}
              />
            )}
            {pictureInPicture.possible && (
              <MoreItem
                label={texts.switches.pictureInPicture}
                onPick={pick(pictureInPicture.toggle)}
              />
            )}
            {fullScreen.possible && (
              <MoreItem label={screenLabel} narrowOnly onPick={pick(fullScreen.toggle)} />
            )}
          </div>
        )}
      </div>
      {choosing && (
        <DeviceDialog controls={controls} effects={effects} texts={texts} onClose={stopChoosing} />
      )}
    </>
  );
}
