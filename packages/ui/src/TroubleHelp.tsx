import type { MediaTrouble } from '@peerdesk/call';
import { thisBrowserFamily, thisInAppBrowser } from '@peerdesk/call';
import { CopyLink } from './CopyLink.tsx';
import type { BrowserTexts } from './texts/call-texts.ts';

export interface TroubleHelpProps {
  readonly texts: BrowserTexts;
  readonly trouble: MediaTrouble;
  /** Where the same can be had in another browser. */
  readonly link?: string | undefined;
  readonly keepsPlace?: boolean | undefined;
}

/** Which switch to flip in this very browser, or how to get out of it. */
export function TroubleHelp({ texts, trouble, link, keepsPlace }: TroubleHelpProps) {
  const app = thisInAppBrowser();
  const leads = link !== undefined && (app !== null || trouble.code === 'unsupported');
  return (
    <>
      {app && <p>{texts.insideApp(texts.apps[app])}</p>}
      {!app && trouble.code === 'denied' && <p>{texts.whereToAllow[thisBrowserFamily()]}</p>}
      {leads && (
        <>
          <p>
            {texts.elsewhere} {keepsPlace && texts.placeComesAlong}
          </p>
          <CopyLink texts={texts} link={link} />
        </>
      )}
    </>
  );
}
