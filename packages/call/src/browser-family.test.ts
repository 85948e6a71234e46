import { expect, it } from 'vitest';
import { browserOf } from './browser-family.ts';

const AGENTS = {
  chrome:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  edge: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0',
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
  safari:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
  chromeOnPhone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/156.0 Mobile/15E148 Safari/604.1',
};

it.each([
  ['Chrome', AGENTS.chrome, 'chromium'],
  ['Edge', AGENTS.edge, 'chromium'],
  ['Firefox', AGENTS.firefox, 'firefox'],
  ['Safari', AGENTS.safari, 'safari'],
  ['Chrome on an iPhone', AGENTS.chromeOnPhone, 'safari'],
  ['something else', 'curl/8', 'other'],
] as const)('%s is known by its engine', (_what, agent, family) => {
  expect(browserOf(agent)).toBe(family);
});
