import type { EndReason, TimelineEventName } from '@peerdesk/protocol';

interface Empty {
  readonly title: string;
  readonly lead: string;
}

/** What is added to a consultation during the call and after it. */
export interface AfterCallTexts {
  readonly notes: string;
  readonly notesHint: string;
  readonly saving: string;
  readonly saved: string;
  /** Followed by why. */
  readonly notSaved: string;
  readonly outcome: string;
  readonly noTags: string;
  readonly makeTags: string;
  readonly tagsTitle: string;
  readonly tags: string;
  readonly tagsHint: string;
  readonly tagsWrong: string;
  readonly saveTags: string;
  readonly openInHistory: string;
}

export interface HistoryTexts {
  readonly title: string;
  readonly filter: string;
  readonly search: string;
  readonly searchHint: string;
  readonly from: string;
  readonly to: string;
  readonly ended: string;
  readonly outcome: string;
  readonly consultant: string;
  readonly recording: string;
  readonly recorded: string;
  /** It came from no queue. */
  readonly inRoom: string;
  readonly notRecorded: string;
  readonly any: string;
  readonly clear: string;
  readonly more: string;
  readonly shown: (count: number, more: boolean) => string;
  readonly nothingYet: Empty;
  readonly nothingFound: Empty;
  readonly export: Record<'csv' | 'json', string>;
  readonly columns: Record<
    'caller' | 'reason' | 'started' | 'waited' | 'lasted' | 'outcome' | 'recording',
    string
  >;
  readonly endReason: Record<EndReason, string>;
  /** In place of `failed` when they had been connected. */
  readonly pathLost: string;
  readonly calledBack: string;
  /** The link to the call that was lost. */
  readonly lostCall: string;
  readonly ratingShort: (rating: number) => string;
  readonly erasedName: string;
  readonly erased: (when: string) => string;
  readonly back: string;
  readonly consultation: string;
  readonly gone: string;
  readonly goingOn: string;
  readonly neverConnected: string;
  readonly endMessage: string;
  readonly chat: string;
  readonly noChat: string;
  readonly feedback: string;
  readonly noFeedback: string;
  readonly rating: (rating: number) => string;
  readonly timeline: string;
  readonly noTimeline: string;
  /** By whose doing it was; null: nobody's. */
  readonly events: Record<TimelineEventName, (who: string | null) => string>;
  /** In place of `joined`. */
  readonly calledBackEvent: (who: string) => string;
  readonly delete: string;
  readonly deleteTitle: (name: string) => string;
  readonly deleteLead: string;
  readonly deleteConfirm: string;
}
