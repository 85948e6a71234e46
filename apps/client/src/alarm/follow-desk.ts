import type { ConsultantId } from '@peerdesk/protocol';
import type { StoreApi } from 'zustand/vanilla';
import type { Desk } from '../desk/desk.ts';
import { isConsulting, isInRoom } from '../desk/desk-rules.ts';
import type { Preferences } from '../preferences.ts';
import { TEXTS } from '../texts/index.ts';
import { alarmOf, type Scene, titleOf } from './alarm-rules.ts';
import type { Notifier } from './notifier.ts';
import type { Ringer } from './ringer.ts';

interface AlarmParts {
  readonly preferences: StoreApi<Preferences>;
  readonly ringer: Ringer;
  readonly notifier: Notifier;
  /** The page's document: its title counts, and its focus decides. */
  readonly page: Document;
  /** Who is to be called. */
  readonly consultant: ConsultantId;
}

/**
 * Rings, notifies and counts in the title for as long as a desk is open.
 *
 * @returns the release: silence
 */
export function followDesk(desk: Desk, parts: AlarmParts): () => void {
  const { preferences, ringer, notifier, page } = parts;
  let previous: Scene | null = null;

  const look = () => {
    const { link, desk: view, available, consultation } = desk.session.store.getState();
    page.title = titleOf(view?.waitingCount ?? 0);
    if (!view) return;
    const { soundMuted, locale } = preferences.getState();
    const present: Scene = {
      linkUp: link === 'up',
      available,
      consulting: isConsulting(consultation) || isInRoom(view, parts.consultant),
      waiting: view.waiting,
      soundOn: !soundMuted,
      focused: page.visibilityState === 'visible' && page.hasFocus(),
    };
    const { ring, announce, withdraw } = alarmOf(previous, present);
    previous = present;
    if (ring) ringer.start();
    else ringer.stop();
    for (const id of withdraw) notifier.withdraw(id);
    const words = TEXTS[locale].console.alarm;
    for (const caller of announce) {
      const body = [words.notification(view.callee.name), caller.reason].filter(Boolean).join('\n');
      notifier.show(caller.id, caller.name, body);
    }
  };

  const releases = [desk.session.store.subscribe(look), preferences.subscribe(look)];
  look();
  return () => {
    for (const release of releases) release();
    for (const { id } of previous?.waiting ?? []) notifier.withdraw(id);
    ringer.stop();
    page.title = titleOf(0);
  };
}
