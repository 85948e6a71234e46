import type { ConsultationId } from '@peerdesk/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';

type NotifyPermission = NotificationPermission | 'unsupported';

/** Desktop notifications, one per caller. */
export interface Notifier {
  readonly store: StoreApi<{ readonly permission: NotifyPermission }>;
  /** Asks the browser; only in the handler of a click, else it refuses for ever. */
  ask(): Promise<void>;
  show(id: ConsultationId, title: string, body: string): void;
  withdraw(id: ConsultationId): void;
}

/** @param api the browser's `Notification`; undefined where there is none, as on an insecure page */
export function createNotifier(api: typeof Notification | undefined): Notifier {
  const store = createStore<{ permission: NotifyPermission }>(() => ({
    permission: api ? api.permission : 'unsupported',
  }));
  const shown = new Map<ConsultationId, Notification>();

  return {
    store,
    async ask() {
      if (!api) return;
      store.setState({ permission: await api.requestPermission() });
    },
    show(id, title, body) {
      if (!api || store.getState().permission !== 'granted') return;
      try {
        const notification = new api(title, { body, tag: `peerdesk-${id}` });
        notification.addEventListener('click', () => {
          globalThis.focus();
          notification.close();
        });
        shown.set(id, notification);
      } catch {
        // Android's Chrome has the constructor and throws: only service workers may notify there.
        store.setState({ permission: 'unsupported' });
      }
    },
    withdraw(id) {
      shown.get(id)?.close();
      shown.delete(id);
    },
  };
}
