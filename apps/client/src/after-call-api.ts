import type {
  CalleeSlug,
  ChatLine,
  ConsultationId,
  ConsultationRecord,
  HistoryPage,
  Notes,
  OutcomeTag,
  SaveNotesRequest,
} from '@peerdesk/protocol';
import type { Answer } from './answer.ts';

/** Asks the server; `keepalive` outlives the page that asks. */
export type Ask = <Value>(
  method: string,
  path: string,
  body?: object,
  options?: { readonly keepalive?: boolean },
) => Promise<Answer<Value>>;

interface Tags {
  readonly tags: readonly OutcomeTag[];
}

/** What a consultation leaves behind. */
export interface AfterCallApi {
  notes(id: ConsultationId): Promise<Answer<Notes>>;
  saveNotes(
    id: ConsultationId,
    request: SaveNotesRequest,
    options?: { readonly keepalive?: boolean },
  ): Promise<Answer<Notes>>;
  tagsOf(id: ConsultationId): Promise<Answer<Tags>>;
  chooseTags(id: ConsultationId, tags: readonly string[]): Promise<Answer<Tags>>;
  keepChat(
    id: ConsultationId,
    lines: readonly ChatLine[],
    options?: { readonly keepalive?: boolean },
  ): Promise<Answer<unknown>>;
  /** The callee's own tags, those that can be chosen. */
  tags(slug: CalleeSlug): Promise<Answer<Tags>>;
  setTags(
    slug: CalleeSlug,
    tags: readonly { readonly id?: string; readonly name: string }[],
  ): Promise<Answer<Tags>>;
  /** @param query as `historyQuery` makes it */
  history(slug: CalleeSlug, query: string): Promise<Answer<HistoryPage>>;
  consultation(id: ConsultationId): Promise<Answer<ConsultationRecord>>;
  deleteConsultation(id: ConsultationId): Promise<Answer<unknown>>;
}

export function createAfterCallApi(ask: Ask): AfterCallApi {
  return {
    notes: (id) => ask('GET', `${pathOf(id)}/notes`),
    saveNotes: (id, request, options) => ask('PUT', `${pathOf(id)}/notes`, request, options),
    tagsOf: (id) => ask('GET', `${pathOf(id)}/tags`),
    chooseTags: (id, tags) => ask('PUT', `${pathOf(id)}/tags`, { tags }),
    keepChat: (id, lines, options) => ask('PUT', `${pathOf(id)}/chat`, { lines }, options),
    tags: (slug) => ask('GET', `${calleePath(slug)}/tags`),
    setTags: (slug, tags) => ask('PUT', `${calleePath(slug)}/tags`, { tags }),
    history: (slug, query) => ask('GET', `${calleePath(slug)}/history${query}`),
    consultation: (id) => ask('GET', pathOf(id)),
    deleteConsultation: (id) => ask('DELETE', pathOf(id)),
  };
}

const pathOf = (id: string) => `/api/v1/consultations/${encodeURIComponent(id)}`;
const calleePath = (slug: string) => `/api/v1/callees/${encodeURIComponent(slug)}`;

/** Where the browser downloads what is filtered. */
export function exportPath(slug: CalleeSlug, query: string, ending: 'csv' | 'json'): string {
  return `${calleePath(slug)}/history.${ending}${query}`;
}
