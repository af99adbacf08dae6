import { browserPaths } from './installed-browsers.js';

describe('where a browser may be', () => {
  it('prefers the names in order, and of one name the folder that comes first on the path', () => {
    const paths = browserPaths({ env: { PATH: '/opt/bin:/usr/bin' }, platform: 'linux' });
    expect(paths.slice(0, 3)).toEqual(['/opt/bin/chromium', '/usr/bin/chromium', '/opt/bin/chromium-browser']);
  });

  it('looks into /usr/bin even where the path leaves it out, and only once', () => {
    expect(browserPaths({ env: {}, platform: 'linux' })).toContain('/usr/bin/google-chrome');
    const paths = browserPaths({ env: { PATH: '/usr/bin' }, platform: 'linux' });
    expect(paths.filter((path) => path === '/usr/bin/chromium')).toHaveLength(1);
  });

  it('finds the applications of a Mac', () => {
    expect(browserPaths({ env: {}, platform: 'darwin' })[0]).toMatch(/^\/Applications\/Google Chrome\.app\//);
  });

  it('takes no other when one is named', () => {
    expect(browserPaths({ env: { VW_CHROMIUM: '/x/chrome', PATH: '/usr/bin' }, platform: 'linux' })).toEqual([
      '/x/chrome',
    ]);
  });
});
