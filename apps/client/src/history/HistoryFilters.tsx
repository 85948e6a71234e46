import { NativeSelect, TextInput } from '@mantine/core';
import type { EndReason } from '@peerdesk/protocol';
import { useStore } from 'zustand';
import { useTexts } from '../console-context.tsx';
import type { Desk } from '../desk/desk.ts';
import type { HistoryList } from './history-list.ts';
import type { HistoryFilter } from './history-query.ts';

export interface HistoryFiltersProps {
  readonly desk: Desk;
  readonly list: HistoryList;
}

/** Which consultations are shown, and exported. */
export function HistoryFilters({ desk, list }: HistoryFiltersProps) {
  const { history: words } = useTexts();
  const { filter, tags } = useStore(list.store);
  const consultants = useStore(desk.session.store, (state) => state.desk?.consultants);
  const any = { value: '', label: words.any };
  const reasons = Object.entries(words.endReason).map(([value, label]) => ({ value, label }));
  return (
    <search className="history-filters" aria-label={words.filter}>
      <TextInput
        className="history-search"
        type="search"
        label={words.search}
        placeholder={words.searchHint}
        maxLength={200}
        value={filter.search}
        onChange={(event) => list.filter({ search: event.currentTarget.value })}
      />
      {(['from', 'to'] as const).map((name) => (
        <TextInput
          key={name}
          type="date"
          label={words[name]}
          value={filter[name]}
          onChange={(event) => list.filter({ [name]: event.currentTarget.value })}
        />
      ))}
      <NativeSelect
        label={words.ended}
        data={[any, ...reasons]}
        value={filter.reason}
        onChange={(event) =>
          // The options are the reasons themselves.
          list.filter({ reason: event.currentTarget.value as EndReason | '' })
        }
      />
      {tags.length > 0 && (
        <NativeSelect
          label={words.outcome}
          data={[any, ...tags.map(({ id, name }) => ({ value: id, label: name }))]}
          value={filter.tag}
          onChange={(event) => list.filter({ tag: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        label={words.consultant}
        data={[any, ...(consultants ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
        value={filter.consultant}
        onChange={(event) => list.filter({ consultant: event.currentTarget.value })}
      />
      <NativeSelect
        label={words.recording}
        data={[
          any,
          { value: 'true', label: words.recorded },
          { value: 'false', label: words.notRecorded },
        ]}
        value={filter.recording}
        onChange={(event) =>
          list.filter({ recording: event.currentTarget.value as HistoryFilter['recording'] })
        }
      />
    </search>
  );
}
