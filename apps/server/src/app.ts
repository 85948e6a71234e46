import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express, { Router } from 'express';
import type { Logger } from 'pino';
import manifest from '../package.json' with { type: 'json' };
import { createAccounts } from './accounts/accounts.ts';
import { openSecrets } from './accounts/secrets.ts';
import { createSignUp } from './accounts/sign-up.ts';
import { type Config, prepareDataDir } from './config.ts';
import { createAddressOf, type TrustProxy } from './http/address.ts';
import { createAuthRoutes } from './http/auth-routes.ts';
import { createCalleeRoutes } from './http/callee-routes.ts';
import { createCallerPages } from './http/caller-pages.ts';
import { createConsoleFiles } from './http/console-files.ts';
import { createConsultationRoutes } from './http/consultation-routes.ts';
import { createFeedbackRoute } from './http/feedback-route.ts';
import { createHealth } from './http/health.ts';
import { createHistoryRoutes } from './http/history-routes.ts';
import {
  createCallableIceRoute,
  createIceRoute,
  TEST_LIFETIME_SECONDS,
} from './http/ice-routes.ts';
import { createIceSettings } from './http/ice-settings.ts';
import { createInvitationRoutes } from './http/invitation-routes.ts';
import { createMeOf, createMeRoutes } from './http/me-routes.ts';
import { createLeaveMessageRoute, createMessageRoutes } from './http/message-routes.ts';
import { createMetrics } from './http/metrics.ts';
import { answerNotFound } from './http/not-found.ts';
import { createOpenApiRoute } from './http/openapi.ts';
import { createIsOwnOrigin, requireOwnOrigin } from './http/own-origin.ts';
import { answerProblems } from './http/problem.ts';
import { createRecordingRoutes } from './http/recording-routes.ts';
import { type Identify, jsonBody } from './http/request.ts';
import { logRequests } from './http/request-log.ts';
import { createRoomPage } from './http/room-page.ts';
import { createRoomRoutes } from './http/room-routes.ts';
import { securityHeaders } from './http/security-headers.ts';
import { createSetupRoutes } from './http/setup-routes.ts';
import { createTagRoutes } from './http/tag-routes.ts';
import { createHasRoom, createUploadRoutes } from './http/upload-routes.ts';
import { createWidgetFiles } from './http/widget-files.ts';
import { createLog } from './log.ts';
import { createFinishing } from './recordings/finishing.ts';
import { createLinks } from './recordings/links.ts';
import { createRemoval } from './recordings/removal.ts';
import { createRetention } from './recordings/retention.ts';
import { createRoomKeys } from './sockets/room-keys.ts';
import { attachSockets, type Sockets } from './sockets/sockets.ts';
import { createTickets } from './sockets/tickets.ts';
import { createAudit } from './storage/audit.ts';
import { createCallees } from './storage/callees.ts';
import { createChats } from './storage/chats.ts';
import { openDatabase } from './storage/database.ts';
import { createErasure } from './storage/erasure.ts';
import { createFeedback } from './storage/feedback.ts';
import { keepInFolder } from './storage/finished-files.ts';
import { createHistory } from './storage/history.ts';
import { createInvitations } from './storage/invitations.ts';
import { createMessages } from './storage/messages.ts';
import { migrate } from './storage/migrations.ts';
import { createNotes } from './storage/notes.ts';
import { createOutcomeTags } from './storage/outcome-tags.ts';
import { openBucket } from './storage/recording-bucket.ts';
import { openRecordingFolder } from './storage/recording-files.ts';
import { createRecordingSegments } from './storage/recording-segments.ts';
import { createRecordings } from './storage/recordings.ts';
import { createRemovedRecordings } from './storage/removed-recordings.ts';
import { createRooms } from './storage/rooms.ts';

export interface App {
  readonly server: Server;
  /** @throws what `server.listen` emits, `EADDRINUSE` above all */
  listen(): Promise<Listening>;
  /** Says goodbye to every caller and console, then closes the database. Safe to repeat. */
  close(): Promise<void>;
}

interface Listening {
  readonly port: number;
  /** The address people use, without a trailing slash. */
  readonly publicUrl: string;
  /** To be told to the operator, who alone may make the first account; null: no need. */
  readonly setupCode: string | null;
}

export interface AppOverrides {
  readonly clock?: () => number;
  readonly log?: Logger;
  readonly folders?: Partial<Folders>;
  /** Serve console and widget from their sources, with live reload. */
  readonly development?: boolean;
}

/** Where the front ends have been built. */
interface Folders {
  readonly console: string;
  readonly widget: string;
  readonly pages: string;
}

const APPS = join(import.meta.dirname, '../..');
const FOLDERS: Folders = {
  console: join(APPS, 'client/dist'),
  widget: join(APPS, 'consulting-bot/dist'),
  pages: join(APPS, 'consulting-bot/pages'),
};
const STRAGGLERS_MS = 2000;
const FINISH_EVERY_MS = 1000;

/**
 * The whole server, put together; the only place that knows all of its parts.
 *
 * @throws {SettingError} if the data folder cannot be used
 */
export async function createApp(config: Config, overrides: AppOverrides = {}): Promise<App> {
  const { clock = Date.now, log = createLog(config.logLevel) } = overrides;
  const folders = { ...FOLDERS, ...overrides.folders };

  prepareDataDir(config.dataDir);
  const secrets = openSecrets(config.dataDir);
  const database = openDatabase(join(config.dataDir, 'peerdesk.sqlite'));
  const { db } = database;
  await migrate(db);

  let publicUrl = config.publicUrl ?? `http://localhost:${config.port}`;
  const publicUrlNow = () => publicUrl;
  const isOwnOrigin = createIsOwnOrigin(publicUrlNow);
  const iceSettings = createIceSettings(config, clock);
  const iceOfTest = (tester: string) => iceSettings('self-test', tester, TEST_LIFETIME_SECONDS);
  const callees = createCallees(db, clock);
  const invitations = createInvitations(db, clock);
  const messages = createMessages(db, clock);
  const roomKeys = createRoomKeys(secrets.ticket);
  const tickets = createTickets(secrets.ticket);
  const tags = createOutcomeTags(db, clock);
  const history = createHistory(db, tags);
  const feedback = createFeedback(db, clock);
  const recordings = createRecordings(db);
  const segments = createRecordingSegments(db);
  const recordingFiles = openRecordingFolder(join(config.dataDir, 'recordings'));
  const bucket = config.recordings.bucket && openBucket(config.recordings.bucket, recordingFiles);
  const isBucketInTrouble = () => Boolean(bucket?.trouble());
  const metrics = createMetrics(db, { isBucketInTrouble });
  const places = { folder: keepInFolder(recordingFiles), bucket };
  const recordingLimits = {
    perRecording: config.recordings.maxBytes,
    keepFree: config.recordings.keepFreeBytes,
  };
  const finishing = createFinishing({
    recordings,
    segments,
    files: recordingFiles,
    places,
    removed: createRemovedRecordings(db),
    patienceMs: config.recordings.patienceMs,
    clock,
    log,
    everyMs: FINISH_EVERY_MS,
  });
  const audit = createAudit(db, clock);
  const removal = createRemoval(db, recordingFiles, { hasBucket: bucket !== null });
  const erasure = createErasure(db, clock);
  const retention = createRetention({ db, removal, erasure, audit, clock, log });
  const accounts = createAccounts({
    db,
    log,
    secret: secrets.signIn,
    origin: publicUrl,
    onSignedOut: (signInId) => sockets.signedOut(signInId),
  });
  await accounts.migrate();
  const identify: Identify = (headers) => accounts.identify(headers);

  const setupCode = config.loopbackOnly ? null : (config.setupCode ?? secrets.setupCode);
  const signUp = createSignUp({ accounts, callees, invitations, setupCode });
  const meOf = createMeOf(callees);

  const web = express().disable('x-powered-by').set('trust proxy', config.trustProxy);
  const addressOf = createAddressOf(web.get('trust proxy fn') as TrustProxy);
  const server = createServer(web);
  const patience = { graceMs: config.queueGraceMs, connectTimeoutMs: config.connectTimeoutMs };
  const sockets: Sockets = attachSockets(server, {
    db,
    log,
    clock,
    ticketSecret: secrets.ticket,
    settings: patience,
    iceSettings,
    identify,
    addressOf,
    isOwnOrigin,
    callees,
    roomKeys,
    onNoPath: metrics.noPath,
    hasRoomForRecording: createHasRoom(recordingFiles, recordingLimits),
  });

  const api = Router();
  api.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  const forAnyPage = [
    createCallableIceRoute({ callees, isOwnOrigin, clock, addressOf, iceOfTest }),
    createLeaveMessageRoute({ callees, messages, isOwnOrigin, clock, addressOf }),
    createFeedbackRoute({
      callees,
      history,
      feedback,
      readTicket: (ticket) => tickets.read(ticket),
      isOwnOrigin,
      clock,
      addressOf,
    }),
  ];
  const recordingAccess = { callees, recordings, identify };
  const uploads = createUploadRoutes({
    ...recordingAccess,
    segments,
    files: recordingFiles,
    limits: recordingLimits,
    clock,
  });
  const forOwnPages = [
    createSetupRoutes({
      accounts,
      signUp,
      setupCodeNeeded: setupCode !== null,
      meOf,
      clock,
      addressOf,
    }),
    createMeRoutes(identify, meOf),
    createIceRoute(identify, iceOfTest),
    createCalleeRoutes({
      callees,
      invitations,
      identify,
      isOwnOrigin,
      publicUrl: publicUrlNow,
      clock,
      addressOf,
      consultantsAvailable: (calleeId) => sockets.consultantsAvailable(calleeId),
      waiting: (calleeId) => sockets.waiting(calleeId),
    }),
    createMessageRoutes({ callees, messages, identify }),
    createRecordingRoutes({
      ...recordingAccess,
      history,
      segments,
      files: recordingFiles,
      places,
      removal,
      audit,
      links: createLinks(secrets.ticket),
      publicUrl: publicUrlNow,
      clock,
      onDecided: (consultation) => sockets.recordingChanged(consultation),
    }),
    createRoomRoutes({
      callees,
      rooms: createRooms(db, config.queueGraceMs),
      keys: roomKeys,
      identify,
      publicUrl: publicUrlNow,
      revoke: (room) => sockets.revokeRoom(room),
      clock,
      addressOf,
      iceOfTest,
    }),
    createHistoryRoutes({ callees, history, audit, identify, clock }),
    createTagRoutes({ callees, tags, identify }),
    createConsultationRoutes({
      callees,
      history,
      notes: createNotes(db, clock),
      tags,
      chats: createChats(db),
      feedback,
      erasure,
      removal,
      audit,
      identify,
    }),
    createInvitationRoutes({ signUp, callees, invitations, identify, meOf, clock, addressOf }),
  ];
  api.use('/v1', ...forAnyPage);
  api.use(requireOwnOrigin(isOwnOrigin));
  api.use('/auth', createAuthRoutes({ accounts, publicUrl: publicUrlNow, addressOf }));
  // Before the bodies are read: an upload is no JSON, and is written as it comes.
  api.use('/v1', uploads);
  api.use('/v1', jsonBody, ...forOwnPages);
  api.use('/v1', createOpenApiRoute(manifest.version, [...forAnyPage, ...forOwnPages]));

  const development = overrides.development ? await openDevelopment(server) : null;

  let closing: Promise<void> | null = null;
  web.use(logRequests(log, clock), securityHeaders(publicUrlNow));
  web.use(
    '/health',
    createHealth(db, {
      isStopping: () => closing !== null,
      isBucketInTrouble,
    }),
  );
  web.get('/metrics', metrics.answer);
  web.use('/api', api);
  web.use(development ? development.widget : createWidgetFiles(folders.widget));
  web.use(createCallerPages(folders.pages, callees, development?.sources ?? {}));
  web.use(createRoomPage(folders.pages, development?.sources ?? {}));
  web.use(development ? development.console : createConsoleFiles(folders.console));
  web.use(answerNotFound, answerProblems(log));

  const close = async () => {
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    await sockets.close();
    const swept = Promise.all([finishing.close(), retention.close()]);
    bucket?.close();
    await swept;
    await development?.close();
    const stragglers = setTimeout(() => server.closeAllConnections(), STRAGGLERS_MS);
    await closed;
    clearTimeout(stragglers);
    database.close();
    log.info('stopped');
  };

  return {
    server,
    async listen() {
      await sockets.ready;
      await finishing.reconcile();
      finishing.start();
      retention.start();
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(config.port, config.host, () => {
          server.off('error', reject);
          resolve();
        });
      });
      const { port } = server.address() as AddressInfo;
      publicUrl = config.publicUrl ?? `http://localhost:${port}`;
      warnOf(config, log);
      log.info({ port, host: config.host }, 'listening');
      const codeNeeded = config.setupCode === null && (await accounts.none());
      return { port, publicUrl, setupCode: codeNeeded ? setupCode : null };
    },
    close: () => (closing ??= close()),
  };
}

/** Only then is the bundler there, and loaded. */
async function openDevelopment(server: Server) {
  const { openDevAssets } = await import('./http/dev-assets.ts');
  return openDevAssets(server);
}

/** Settings that are possible, and yet hardly what was meant. */
function warnOf(config: Config, log: Logger): void {
  if (!config.loopbackOnly && config.publicUrl === null) {
    log.warn('PUBLIC_URL is not set: invitation links point to localhost');
  }
  if (config.iceTransportPolicy === 'relay' && !config.turn) {
    log.warn('ICE_TRANSPORT_POLICY is relay, but TURN_URLS is not set: no call can connect');
  }
}
