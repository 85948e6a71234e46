import { useStore } from 'zustand';
import { useTexts } from '../console-context.tsx';
import type { Desk } from '../desk/desk.ts';
import { Notice } from '../shell/Notice.tsx';
import type { Sender } from './sender.ts';

/** Less is on its way all the time. */
const NOTABLE_BYTES = 200_000;

/** Outside of a call: what of earlier recordings is still in this browser, and why. */
export function UnsentRecordings({ desk }: { readonly desk: Desk }) {
  const recordings = useStore(desk.store, (state) => state.recordings);
  if (recordings === null || recordings === 'impossible') return null;
  return <Unsent sender={recordings.sender} />;
}

function Unsent({ sender }: { readonly sender: Sender }) {
  const { recording: texts } = useTexts();
  const { pendingBytes, trouble } = useStore(sender.store);
  if (pendingBytes < NOTABLE_BYTES && !trouble) return null;
  return (
    <Notice kind={trouble ? 'alert' : 'status'}>
      {trouble ? texts.sendingTrouble[trouble] : texts.sending(megabytesOf(pendingBytes))}
    </Notice>
  );
}

const megabytesOf = (bytes: number) => Math.max(0.1, Math.round(bytes / 100_000) / 10);
