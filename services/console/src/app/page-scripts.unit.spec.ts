import { entryOf, isUnloaded, lookAtDoor, mayReload, whenNoScriptCame } from './page-scripts';

const html = (entry: string): string =>
  `<!doctype html><head><script type="module" crossorigin src="/assets/${entry}"></script></head>`;
const answers =
  (text: string, status = 200) =>
  () =>
    Promise.resolve(new Response(text, { status }));

describe('scripts of pages that do not come', () => {
  it('are told from other errors, in words that the router does not reload at', () => {
    const target = new EventTarget();
    whenNoScriptCame(target);
    const error = new TypeError('Failed to fetch dynamically imported module: http://shop/assets/tasks.js');
    target.dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload: error }));
    expect(isUnloaded(error)).toBe(true);
    expect(error.message).not.toMatch(/^Failed to fetch dynamically imported module/);
    expect(isUnloaded(new TypeError('x is not a function'))).toBe(false);
  });

  it('leave it to the door whether a new version is there', async () => {
    const running = entryOf(html('index-1.js'));
    expect(running).toBe('/assets/index-1.js');
    expect(await lookAtDoor(running, answers(html('index-1.js')))).toBe('same-version');
    expect(await lookAtDoor(running, answers(html('index-2.js')))).toBe('new-version');
    expect(await lookAtDoor(running, answers('Bad gateway', 502))).toBe('no-connection');
    expect(await lookAtDoor(running, () => Promise.reject(new TypeError('Failed to fetch')))).toBe('no-connection');
    expect(await lookAtDoor(running, answers('<p>Somebody else’s page</p>'))).toBe('same-version');
  });

  it('have a version reload itself once', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    expect([mayReload('/assets/index-1.js', storage), mayReload('/assets/index-1.js', storage)]).toEqual([true, false]);
    expect(mayReload('/assets/index-2.js', storage)).toBe(true);
  });
});
