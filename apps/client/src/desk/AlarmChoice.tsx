import { Button, Switch } from '@mantine/core';
import { Bell } from 'lucide-react';
import { useStore } from 'zustand';
import { useConsole, useTexts } from '../console-context.tsx';

/** How to hear of somebody who waits. */
export function AlarmChoice() {
  const { preferences, notifier } = useConsole();
  const { alarm } = useTexts();
  const soundMuted = useStore(preferences.store, (state) => state.soundMuted);
  const permission = useStore(notifier.store, (state) => state.permission);
  return (
    <section className="card" aria-labelledby="alarm-title">
      <h2 id="alarm-title">{alarm.title}</h2>
      <Switch
        label={alarm.sound}
        checked={!soundMuted}
        onChange={(event) => preferences.set({ soundMuted: !event.currentTarget.checked })}
      />
      {permission === 'default' && (
        <Button
          variant="default"
          size="sm"
          leftSection={<Bell size={18} aria-hidden="true" />}
          onClick={() => void notifier.ask()}
        >
          {alarm.notify}
        </Button>
      )}
      {permission === 'granted' && <p className="quiet small">{alarm.notifyOn}</p>}
      {permission === 'denied' && <p className="quiet small">{alarm.notifyDenied}</p>}
    </section>
  );
}
