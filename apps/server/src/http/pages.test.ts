import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DANA } from '../testing/accounts.ts';
import { type Answer, openBrowser } from '../testing/browser.ts';
import { startWholeServer, tempFolder } from '../testing/whole-server.ts';

const BUILT = {
  'console/index.html': '<style nonce="__CSP_NONCE__"></style><title>Console</title>',
  'console/assets/index-1a2b.js': 'console.log("console")',
  'console/favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'widget/widget.js': 'console.log("loader")',
  'widget/widget/panel-3c4d.js': 'console.log("panel")',
  'pages/demo.html':
    '<html lang="{{lang}}"><script data-callee="{{callee}}">{{calleeName}}</script>',
  'pages/call.html': '<html lang="{{lang}}"><title>{{calleeName}}</title>{{unknown}}',
  'pages/assets/demo.css': 'h1{}',
  '.env': 'SECRET=1',
};

async function startBuilt(settings: Record<string, string> = {}) {
  const root = tempFolder();
  for (const [path, content] of Object.entries(BUILT)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  writeFileSync(join(root, 'console/assets/index-1a2b.js.br'), 'as brotli');
  const folders = {
    console: join(root, 'console'),
    widget: join(root, 'widget'),
    pages: join(root, 'pages'),
  };
  return startWholeServer(settings, { folders });
}

/** What a browser sends that has the file already; `fetch` would add `no-cache` by itself. */
const known = ({ headers }: Answer) => ({
  'if-none-match': headers.get('etag') ?? '',
  'cache-control': 'max-age=0',
});

describe('the console', () => {
  it.each(['/', '/settings', '/invite/some-token', '/history/2'])('is at %s', async (path) => {
    const page = await openBrowser(await startBuilt()).get(path);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.text).toContain('<title>Console</title>');
  });

  it('has a nonce of its own on every load', async () => {
    const dana = openBrowser(await startBuilt());
    const [first, second] = [await dana.get('/'), await dana.get('/')];
    const nonce = /nonce="([^"]+)"/.exec(first.text)?.[1] ?? '';
    expect(nonce).toMatch(/^[\w+/]{22}==$/);
    expect(first.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
    expect(second.text).not.toContain(nonce);
  });

  it('keeps its hashed files for ever, and its others for as long as they are the same', async () => {
    const dana = openBrowser(await startBuilt());
    const script = await dana.get('/assets/index-1a2b.js');
    expect(script.headers.get('cache-control')).toContain('immutable');
    const icon = await dana.get('/favicon.svg');
    expect(icon.headers.get('content-type')).toContain('image/svg+xml');
    expect(await dana.get('/favicon.svg', known(icon))).toMatchObject({ status: 304, text: '' });
  });

  it.each([
    '/assets/gone.js',
    '/.env',
    '/../.env',
    '/%2e%2e/.env',
    '/..%2f.env',
    '/assets/..%2f..%2f.env',
    '/assets/%00.js',
    '/widget/../../.env',
    '/pages/..%2fdemo.html',
    '/api/v1/setup/more',
    '/health/other',
  ])('is not at %s', async (path) => {
    const page = await openBrowser(await startBuilt()).get(path);
    expect([400, 404]).toContain(page.status);
    expect(page.text).not.toContain('SECRET');
  });

  it('tells who opens it unbuilt what to do', async () => {
    const nowhere = tempFolder();
    const server = await startWholeServer({}, { folders: { console: nowhere, pages: nowhere } });
    const dana = openBrowser(server);
    await dana.post('/api/v1/setup', DANA);
    for (const path of ['/', '/settings', '/demo', '/c/acme-support']) {
      const page = await dana.get(path);
      expect(page.status).toBe(503);
      expect(page.text).toContain('pnpm build');
    }
  });
});

describe('the widget', () => {
  it('is for pages of any origin', async () => {
    const ann = openBrowser(await startBuilt());
    for (const path of ['/widget.js', '/widget/panel-3c4d.js']) {
      const file = await ann.get(path, { origin: 'https://shop.example' });
      expect(file.status).toBe(200);
      expect(file.headers.get('content-type')).toContain('text/javascript');
      expect(file.headers.get('access-control-allow-origin')).toBe('*');
      expect(file.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    }
  });

  it('is asked for again soon, its chunks never', async () => {
    const ann = openBrowser(await startBuilt());
    const loader = await ann.get('/widget.js');
    expect(loader.headers.get('cache-control')).toBe('public, max-age=300');
    expect((await ann.get('/widget.js', known(loader))).status).toBe(304);
    const chunk = await ann.get('/widget/panel-3c4d.js');
    expect(chunk.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('says in the console of the host page that it has not been built', async () => {
    const server = await startWholeServer({}, { folders: { widget: tempFolder() } });
    const loader = await openBrowser(server).get('/widget.js');
    expect(loader).toMatchObject({ status: 503 });
    expect(loader.text).toContain('pnpm build');
  });
});

describe('compression', () => {
  it('takes what lies beside a file, and packs what does not', async () => {
    const { url } = await startBuilt();
    const encodingOf = async (path: string, accepted: string) => {
      const response = await fetch(url + path, { headers: { 'accept-encoding': accepted } });
      await response.body?.cancel();
      expect(response.headers.get('vary')).toContain('Accept-Encoding');
      return response.headers.get('content-encoding');
    };
    expect(await encodingOf('/assets/index-1a2b.js', 'gzip, br')).toBe('br');
    expect(await encodingOf('/assets/index-1a2b.js', 'gzip')).toBe('gzip');
    expect(await encodingOf('/assets/index-1a2b.js', 'identity')).toBeNull();
    expect(await encodingOf('/widget.js', 'gzip, br')).toBe('gzip');
  });

  it('gives back what went in', async () => {
    const { url } = await startBuilt();
    const response = await fetch(`${url}/widget.js`, { headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(Number(response.headers.get('content-length'))).toBe(
      gzipSync(BUILT['widget/widget.js']).length,
    );
    expect(await response.text()).toBe(BUILT['widget/widget.js']);
  });
});

describe("the callers' pages", () => {
  it('carry the callee, as words and never as HTML', async () => {
    const server = await startBuilt();
    const dana = openBrowser(server);
    await dana.post('/api/v1/setup', { ...DANA, deskName: '<b>"Acme" & $& Sons</b>' });

    const demo = await dana.get('/demo', { 'accept-language': 'ko-KR,ko;q=0.9,en;q=0.5' });
    expect(demo.text).toBe(
      '<html lang="ko"><script data-callee="acme-support">' +
        '&lt;b&gt;&quot;Acme&quot; &amp; $&amp; Sons&lt;/b&gt;</script>',
    );
    const call = await dana.get('/c/acme-support', { 'accept-language': 'fr' });
    expect(call.text).toContain('<html lang="en"><title>&lt;b&gt;');
    expect(call.text).toContain('{{unknown}}');
    expect((await dana.get('/pages/demo.css')).text).toBe('h1{}');
  });

  it('say in the language of the reader that there is no such desk', async () => {
    const ann = openBrowser(await startBuilt());
    const english = await ann.get('/c/nobody');
    expect(english.status).toBe(404);
    expect(english.text).toContain('There is no such desk');
    const korean = await ann.get('/c/nobody', { 'accept-language': 'ko' });
    expect(korean.text).toContain('<html lang="ko">');
    expect(korean.text).toContain('해당 상담 창구가 없습니다');
  });

  it('lead to the console while there is no desk at all', async () => {
    const page = await openBrowser(await startBuilt()).get('/demo');
    expect(page.text).toContain('<a href="/">Create the first desk</a>');
  });
});

describe('security headers', () => {
  it.each(['/', '/demo', '/c/acme-support'])('shut %s to everything foreign', async (path) => {
    const server = await startBuilt();
    const dana = openBrowser(server);
    await dana.post('/api/v1/setup', DANA);
    const { headers } = await dana.get(path);
    const policy = headers.get('content-security-policy') ?? '';
    const host = server.url.replace('http://', '');

    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).toContain(`connect-src 'self' ws://${host} wss://${host};`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy.replace("'wasm-unsafe-eval'", '')).not.toContain('unsafe');
    expect(headers.get('permissions-policy')).toBe(
      'camera=(self), microphone=(self), display-capture=(self)',
    );
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('cross-origin-embedder-policy')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('ask for HTTPS to be kept where there is HTTPS', async () => {
    const server = await startBuilt({ PUBLIC_URL: 'https://desk.example.com' });
    const { headers } = await openBrowser(server).get('/health/live');
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
  });
});

describe('health and metrics', () => {
  it('are for the operator', async () => {
    const ann = openBrowser(await startBuilt());
    expect(await ann.get('/health/live')).toMatchObject({ status: 200, json: { status: 'live' } });
    expect(await ann.get('/health/ready')).toMatchObject({
      status: 200,
      json: { status: 'ready' },
    });
    const metrics = await ann.get('/metrics');
    expect(metrics.text).toMatch(/^peerdesk_waiting_callers 0$/m);
    expect(metrics.text).toMatch(/^peerdesk_consultations_active 0$/m);
    expect(metrics.text).toMatch(/^process_cpu_seconds_total/m);
  });
});
