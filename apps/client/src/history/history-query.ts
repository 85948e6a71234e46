import type { EndReason } from '@peerdesk/protocol';

/** What the page filters by; empty: it does not matter. */
export interface HistoryFilter {
  readonly search: string;
  /** Days as `2026-11-25`, both included, where the consultant is. */
  readonly from: string;
  readonly to: string;
  readonly reason: EndReason | '';
  /** An outcome tag's id. */
  readonly tag: string;
  readonly consultant: string;
  readonly recording: 'true' | 'false' | '';
}

export const NO_FILTER: HistoryFilter = {
  search: '',
  from: '',
  to: '',
  reason: '',
  tag: '',
  consultant: '',
  recording: '',
};

/** @param after where the page before ended; @returns `?…`, or nothing */
export function historyQuery(filter: HistoryFilter, after: string | null = null): string {
  const { search, from, to, ...rest } = filter;
  const said = Object.entries({
    search: search.trim(),
    from: dayAt(from, 0),
    to: dayAt(to, 1),
    ...rest,
    after: after ?? '',
  }).filter(([, value]) => value !== '');
  const query = new URLSearchParams(said).toString();
  return query === '' ? '' : `?${query}`;
}

export function isFiltered(filter: HistoryFilter): boolean {
  return historyQuery(filter) !== '';
}

/** When a day begins here, or so many days after it; epoch milliseconds, or nothing for no day. */
function dayAt(day: string, later: number): string {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return '';
  return String(new Date(year, month - 1, date + later).getTime());
}
