import type { CallTools } from '@peerdesk/call';
import { useStore } from 'zustand';
import type { CallTexts } from '../texts/call-texts.ts';
import { noticeOf } from './quality-words.ts';

/** What both should know of the connection without asking; nothing while all is well. */
export function QualityNotice(props: {
  readonly texts: CallTexts;
  readonly tools: CallTools;
  readonly remoteName: string;
}) {
  const state = useStore(props.tools.quality.store);
  return noticeOf(props.texts.quality, state, props.remoteName);
}
