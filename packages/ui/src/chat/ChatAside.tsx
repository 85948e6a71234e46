import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import type { ChatPanelProps } from './ChatPanel.tsx';

/** Loaded when a chat is first opened. */
const LazyPanel = lazy(async () => ({ default: (await import('./ChatPanel.tsx')).ChatPanel }));

/** The chat, while it is to be shown. */
export function ChatAside(props: ChatPanelProps) {
  const shown = useStore(props.tools.chat.store, (state) => state.shown);
  if (!shown) return null;
  return (
    <Suspense fallback={null}>
      <LazyPanel {...props} />
    </Suspense>
  );
}
