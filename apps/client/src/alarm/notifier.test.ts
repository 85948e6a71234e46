import type { ConsultationId } from '@peerdesk/protocol';
import { expect, it } from 'vitest';
import { createNotifier } from './notifier.ts';

const ann = 'consultation-of-ann' as ConsultationId;

/** A browser whose person answers the question like this, and what it shows. */
function browser(answer: NotificationPermission) {
  const shown = new Map<string, string>();
  class Shown extends EventTarget {
    static permission: NotificationPermission = 'default';
    static async requestPermission() {
      return answer;
    }
    readonly tag: string;
    constructor(title: string, { tag = '', body = '' }: NotificationOptions = {}) {
      super();
      this.tag = tag;
      shown.set(tag, `${title}: ${body}`);
    }
    close() {
      shown.delete(this.tag);
    }
  }
  return { shown, api: Shown as unknown as typeof Notification };
}

it('shows a caller after Dana has said yes, and takes them back', async () => {
  const { api, shown } = browser('granted');
  const notifier = createNotifier(api);
  await notifier.ask();
  notifier.show(ann, 'Ann', 'waiting at Acme Support');
  expect([...shown.values()]).toEqual(['Ann: waiting at Acme Support']);
  notifier.withdraw(ann);
  expect(shown.size).toBe(0);
});

it('shows nothing before, or after a no', async () => {
  const { api, shown } = browser('denied');
  const notifier = createNotifier(api);
  notifier.show(ann, 'Ann', '');
  await notifier.ask();
  notifier.show(ann, 'Ann', '');
  expect(shown.size).toBe(0);
  expect(notifier.store.getState().permission).toBe('denied');
});

it('knows a browser that has none', async () => {
  const notifier = createNotifier(undefined);
  await notifier.ask();
  expect(notifier.store.getState().permission).toBe('unsupported');
});
