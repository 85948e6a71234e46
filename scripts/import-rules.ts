import type { IConfiguration } from 'dependency-cruiser';

/** Who may import whom; type imports count. The map is in ARCHITECTURE.md. */
const apart = (name: string, from: string, to: string, comment: string) => ({
  name,
  severity: 'error' as const,
  comment,
  from: { path: from },
  to: { path: to },
});

export const importRules: IConfiguration = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      // After a question mark is what Vite, or a plugin of ours, is to make of a file.
      to: { couldNotResolve: true, pathNot: '\\?[a-z&-]+$' },
    },
    apart(
      'protocol-knows-nobody',
      '^packages/protocol',
      '^(apps|packages/(?!protocol))',
      'It is what all others speak.',
    ),
    apart(
      'call-knows-protocol-only',
      '^packages/call',
      '^(apps|packages/(session|ui))',
      'The engine knows no queue.',
    ),
    apart(
      'call-knows-no-socket-no-react',
      '^packages/call/src',
      'node_modules/(socket\\.io|react|preact)',
      'A signal channel, not a socket.',
    ),
    apart(
      'session-below-the-screens',
      '^packages/session',
      '^(apps|packages/ui)',
      'A live link shows nothing.',
    ),
    apart(
      'session-knows-no-react',
      '^packages/session/src',
      'node_modules/(react|preact)',
      'A live link shows nothing.',
    ),
    apart(
      'ui-knows-no-session',
      '^packages/ui',
      '^(apps|packages/session)',
      'Props in, callbacks out.',
    ),
    apart(
      'widget-alone',
      '^apps/consulting-bot',
      '^apps/(?!consulting-bot)',
      'Apps never import apps.',
    ),
    apart('console-alone', '^apps/client', '^apps/(?!client)', 'Apps never import apps.'),
    {
      ...apart(
        'server-alone',
        '^apps/server',
        '^(apps/(?!server)|packages/(?!protocol))',
        'Apps never import apps.',
      ),
      // The development server serves the other two from source; the benchmark and tests are clients.
      from: { path: '^apps/server', pathNot: '^apps/server/src/(http/dev-assets\\.ts$|testing/)' },
    },
    apart(
      'rules-are-pure',
      '^apps/server/src/(consultation|room)/(?!.*\\.test\\.ts$)',
      '(node_modules|^node:|^(fs|path|crypto|http)$|^apps/server/src/(?!consultation|room/))',
      'Time, ids and storage are passed in.',
    ),
    apart(
      'storage-below-sockets',
      '^apps/server/src/storage',
      '^apps/server/src/(sockets|http|accounts|app|main)',
      'Storage carries, it does not speak.',
    ),
    {
      name: 'zod-stays-on-the-server',
      severity: 'error',
      from: { path: '^(packages/(call|session|ui)|apps/(consulting-bot|client))' },
      to: { path: '(node_modules/zod|^packages/protocol/src/schemas)' },
    },
    {
      name: 'one-file-knows-simple-peer',
      severity: 'error',
      from: {
        path: '^(apps|packages)',
        pathNot: '^packages/call/(src/(peer|simple-peer)|test-browser)',
      },
      to: { path: 'simple-peer' },
    },
    {
      name: 'one-file-knows-mediapipe',
      severity: 'error',
      from: { path: '^(apps|packages)', pathNot: '^packages/call/src/effects/segmenter\\.ts$' },
      to: { path: '@mediapipe/' },
    },
    {
      name: 'one-folder-knows-the-database',
      severity: 'error',
      from: {
        path: '^apps/server/src',
        pathNot: '^apps/server/src/(storage|accounts|app\\.ts|testing)',
      },
      to: { path: 'node_modules/(better-sqlite3|pg)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.css'],
    },
  },
};
