import type { CallTools } from '@peerdesk/call';
import { useStore } from 'zustand';
import type { QualityTexts } from '../texts/quality-texts.ts';
import { noticeOf } from './quality-words.ts';

/** What both should know of the connection without asking; nothing while all is well. */
export function QualityNotice(props: {
  readonly texts: QualityTexts;
  readonly tools: CallTools;
  readonly remoteName: string;
}) {
  const state = useStore(props.tools.quality.store);
  return noticeOf(props.texts, state, props.remoteName);
}
