import { Button, Switch, TextInput } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTexts } from '../console-context.tsx';
import { useForm } from '../form.ts';
import { Notice } from '../shell/Notice.tsx';
import type { RoomList } from './room-list.ts';
import { instantOf, isRoomTitle, isTimeOrEmpty } from './terms.ts';

const EMPTY = { title: '', opensAt: '', closesAt: '' };

/** One press makes a room; whoever wants more of it says so before. */
export function NewRoomForm({ list }: { readonly list: RoomList }) {
  const { rooms: words } = useTexts();
  const [once, setOnce] = useState(false);
  const [knock, setKnock] = useState(false);
  const form = useForm({
    initial: EMPTY,
    checks: { title: isRoomTitle, opensAt: isTimeOrEmpty, closesAt: isTimeOrEmpty },
    async submit({ title, opensAt, closesAt }) {
      const times = { opensAt: instantOf(opensAt), closesAt: instantOf(closesAt) };
      return list.make({ title: title.trim(), ...times, once, knock });
    },
  });
  return (
    <form className="form" noValidate onSubmit={form.onSubmit}>
      <TextInput
        label={words.name}
        description={words.nameHint}
        autoComplete="off"
        {...form.field('title')}
      />
      <details className="room-options">
        <summary>{words.options}</summary>
        <div className="room-terms">
          <div className="room-times">
            <TextInput
              type="datetime-local"
              label={words.opens}
              description={words.opensHint}
              {...form.field('opensAt')}
            />
            <TextInput
              type="datetime-local"
              label={words.closes}
              description={words.closesHint}
              {...form.field('closesAt')}
            />
          </div>
          <Switch
            label={words.once}
            description={words.onceHint}
            checked={once}
            onChange={(event) => setOnce(event.currentTarget.checked)}
          />
          <Switch
            label={words.knock}
            description={words.knockHint}
            checked={knock}
            onChange={(event) => setKnock(event.currentTarget.checked)}
          />
        </div>
      </details>
      {form.problem && <Notice kind="alert">{form.problem}</Notice>}
      <div>
        <Button
          type="submit"
          leftSection={<Plus size={18} aria-hidden="true" />}
          loading={form.sending}
        >
          {words.make}
        </Button>
      </div>
    </form>
  );
}
