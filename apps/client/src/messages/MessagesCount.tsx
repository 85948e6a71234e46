import { useStore } from 'zustand';
import { useTexts } from '../console-context.tsx';
import type { Inbox } from './inbox.ts';

/** Beside the link: how many messages nobody has handled yet. */
export function MessagesCount({ inbox }: { readonly inbox: Inbox }) {
  const { messages } = useTexts();
  const count = useStore(inbox.store, (state) => state.unhandledCount);
  if (count === 0) return null;
  return (
    <span className="nav-count">
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="visually-hidden">{messages.unhandled(count)}</span>
    </span>
  );
}
