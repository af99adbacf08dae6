import { consoleAnswer } from './console-path.js';

const BROWSER = 'text/html,application/xhtml+xml,*/*;q=0.8';

describe('a path that no other route has', () => {
  it.each([
    ['/', BROWSER, 'page'],
    ['/', undefined, 'page'],
    ['/', '*/*', 'page'],
    ['/agents/sales-director', BROWSER, 'page'],
    ['/apiary', BROWSER, 'page'],
    ['/healthy', BROWSER, 'page'],
    ['/agents', 'application/json', 'nothing'],
    ['/agents', undefined, 'nothing'],
    ['/assets/index-B2x.js', '*/*', 'asset'],
    ['/assets/inter.woff2', undefined, 'asset'],
    ['/favicon.svg', '*/*', 'file'],
    ['/wp-login.php', BROWSER, 'file'],
    ['/api', BROWSER, 'nothing'],
    ['/api/nowhere', BROWSER, 'nothing'],
    ['/api/logo.svg', BROWSER, 'nothing'],
    ['/webhooks/other', BROWSER, 'nothing'],
    ['/mcp', BROWSER, 'nothing'],
    ['/health/deep', BROWSER, 'nothing'],
    ['/openapi.json', BROWSER, 'nothing'],
  ])('%s, when %j is accepted, is a %s', (path, accept, answer) => expect(consoleAnswer(path, accept)).toBe(answer));
});
