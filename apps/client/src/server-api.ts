import type {
  CalleeSlug,
  ConsultantId,
  ConsultationId,
  IceSettings,
  LeftMessage,
  LeftMessages,
  MadeRoom,
  RecordingDetails,
  RecordingId,
  RecordingSettings,
  RoomId,
  RoomTerms,
  SealSegmentRequest,
} from '@peerdesk/protocol';
import { type AfterCallApi, type Ask, createAfterCallApi } from './after-call-api.ts';
import type { Answer, Problem } from './answer.ts';

export type { Answer, Problem } from './answer.ts';

export interface Me {
  readonly consultant: { readonly id: ConsultantId; readonly name: string; readonly email: string };
  readonly callees: readonly CalleeSettings[];
}

export interface CalleeSettings extends RecordingSettings {
  readonly slug: CalleeSlug;
  readonly name: string;
  /** Origins whose pages may embed the widget; empty means any. */
  readonly allowedOrigins: readonly string[];
}

interface Setup {
  readonly needed: boolean;
  readonly setupCodeNeeded: boolean;
}

export interface NewDesk {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly deskName: string;
  readonly deskSlug: string;
  readonly setupCode?: string;
}

export interface NewConsultant {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export interface Invitation {
  readonly calleeName: string;
  /** Epoch milliseconds, or an ISO date. */
  readonly expiresAt: number | string;
}

export interface InvitationLink {
  readonly url: string;
  readonly expiresAt: number | string;
}

export interface ServerApi extends AfterCallApi {
  setup(): Promise<Answer<Setup>>;
  createFirst(desk: NewDesk): Promise<Answer<{ readonly me: Me }>>;
  /** Is anybody signed in here? Asked before `me`, because being signed out is no error. */
  signedIn(): Promise<Answer<boolean>>;
  me(): Promise<Answer<Me>>;
  /** For a test call. */
  ice(): Promise<Answer<IceSettings>>;
  /** `wrong_password`, `rate_limited`, or a failure to reach the server. */
  signIn(email: string, password: string): Promise<Answer<unknown>>;
  signOut(): Promise<Answer<unknown>>;
  invite(slug: CalleeSlug): Promise<Answer<InvitationLink>>;
  invitation(token: string): Promise<Answer<Invitation>>;
  /** Without a new consultant, the one who is signed in joins the desk. */
  acceptInvitation(
    token: string,
    consultant: NewConsultant | null,
  ): Promise<Answer<{ readonly me: Me }>>;
  changeCallee(
    slug: CalleeSlug,
    change: Partial<Omit<CalleeSettings, 'slug'>>,
  ): Promise<Answer<CalleeSettings>>;
  /** What was left for a desk: handled already, or not yet; newest first. */
  messages(slug: CalleeSlug, handled: boolean): Promise<Answer<LeftMessages>>;
  markMessage(slug: CalleeSlug, id: string, handled: boolean): Promise<Answer<LeftMessage>>;
  /** Newest first. */
  rooms(slug: CalleeSlug): Promise<Answer<{ readonly rooms: readonly MadeRoom[] }>>;
  makeRoom(slug: CalleeSlug, terms: RoomTerms): Promise<Answer<MadeRoom>>;
  renameRoom(slug: CalleeSlug, room: RoomId, title: string): Promise<Answer<MadeRoom>>;
  revokeRoom(slug: CalleeSlug, room: RoomId): Promise<Answer<MadeRoom>>;
  recording(id: RecordingId): Promise<Answer<RecordingDetails>>;
  recordingsOf(
    consultation: ConsultationId,
  ): Promise<Answer<{ readonly recordings: readonly RecordingDetails[] }>>;
  /** What becomes of a recording from which the caller has withdrawn. */
  keepRecording(id: RecordingId, keep: boolean): Promise<Answer<RecordingDetails>>;
  deleteRecording(id: RecordingId): Promise<Answer<unknown>>;
  /** This segment is whole, and this is what it must be. */
  sealSegment(id: RecordingId, request: SealSegmentRequest): Promise<Answer<unknown>>;
}

const REQUEST_TIMEOUT_MS = 15_000;

/**
 * The server's REST interface, same origin. Never throws for what can be expected: no network,
 * a refusal, an answer of a proxy that is no JSON.
 *
 * @param send `fetch`, or in a test the server's own handler
 */
export function createServerApi(send: typeof fetch): ServerApi {
  const ask: Ask = async <Value>(
    method: string,
    path: string,
    body?: object,
    { keepalive = false }: { readonly keepalive?: boolean } = {},
  ): Promise<Answer<Value>> => {
    let response: Response;
    try {
      response = await send(path, {
        method,
        credentials: 'same-origin',
        keepalive,
        headers: {
          accept: 'application/json',
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    } catch {
      return refused('unreachable');
    }
    const content = await readJson(response);
    if (response.ok && content !== undefined) return { ok: true, value: content as Value };
    return { ok: false, problem: problemIn(response.status, content) };
  };

  return {
    ...createAfterCallApi(ask),
    setup: () => ask('GET', '/api/v1/setup'),
    createFirst: (desk) => ask('POST', '/api/v1/setup', desk),
    async signedIn() {
      const answer = await ask<object | null>('GET', '/api/auth/get-session');
      return answer.ok ? { ok: true, value: answer.value !== null } : answer;
    },
    me: () => ask('GET', '/api/v1/me'),
    ice: () => ask('GET', '/api/v1/ice'),
    async signIn(email, password) {
      const answer = await ask('POST', '/api/auth/sign-in/email', { email, password });
      // Better Auth words a wrong address and a wrong password alike, on purpose.
      if (!answer.ok && answer.problem.code.startsWith('INVALID_'))
        return refused('wrong_password');
      return answer;
    },
    signOut: () => ask('POST', '/api/auth/sign-out', {}),
    invite: (slug) => ask('POST', `${calleePath(slug)}/invitations`, {}),
    invitation: (token) => ask('GET', invitationPath(token)),
    acceptInvitation: (token, consultant) =>
      ask('POST', `${invitationPath(token)}/accept`, consultant ?? {}),
    changeCallee: (slug, change) => ask('PATCH', calleePath(slug), change),
    messages: (slug, handled) => ask('GET', `${calleePath(slug)}/messages?handled=${handled}`),
    markMessage: (slug, id, handled) =>
      ask('PATCH', `${calleePath(slug)}/messages/${encodeURIComponent(id)}`, { handled }),
    rooms: (slug) => ask('GET', `${calleePath(slug)}/rooms`),
    makeRoom: (slug, terms) => ask('POST', `${calleePath(slug)}/rooms`, terms),
    renameRoom: (slug, room, title) =>
      ask('PATCH', `${calleePath(slug)}/rooms/${encodeURIComponent(room)}`, { title }),
    revokeRoom: (slug, room) =>
      ask('PATCH', `${calleePath(slug)}/rooms/${encodeURIComponent(room)}`, { revoked: true }),
    recording: (id) => ask('GET', recordingPath(id)),
    recordingsOf: (consultation) =>
      ask('GET', `/api/v1/consultations/${encodeURIComponent(consultation)}/recordings`),
    keepRecording: (id, keep) => ask('PATCH', recordingPath(id), { keep }),
    deleteRecording: (id) => ask('DELETE', recordingPath(id)),
    sealSegment: (id, request) => ask('PUT', `${recordingPath(id)}/segments`, request),
  };
}

const calleePath = (slug: string) => `/api/v1/callees/${encodeURIComponent(slug)}`;
const recordingPath = (id: string) => `/api/v1/recordings/${encodeURIComponent(id)}`;
const invitationPath = (token: string) => `/api/v1/invitations/${encodeURIComponent(token)}`;

function refused(code: string): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem: { code, detail: '', fields: [] } };
}

/** @returns undefined when the body is neither empty nor JSON */
async function readJson(response: Response): Promise<unknown> {
  try {
    const body = await response.text();
    return body === '' ? null : JSON.parse(body);
  } catch {
    return undefined;
  }
}

function problemIn(status: number, content: unknown): Problem {
  const from = typeof content === 'object' && content !== null ? content : {};
  const { code, detail, message, errors } = from as Record<string, unknown>;
  const fallback =
    status === 429 ? 'rate_limited' : status === 401 ? 'not_signed_in' : 'unexpected';
  return {
    code: status === 429 ? 'rate_limited' : typeof code === 'string' ? code : fallback,
    detail: typeof detail === 'string' ? detail : typeof message === 'string' ? message : '',
    fields: Array.isArray(errors) ? errors.filter(isFieldProblem) : [],
  };
}

function isFieldProblem(value: unknown): value is { field: string; message: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { field, message } = value as Record<string, unknown>;
  return typeof field === 'string' && typeof message === 'string';
}
