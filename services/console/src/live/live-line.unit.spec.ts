import { jest } from '@jest/globals';
import { FLUSH_MS, HELD_MAX, LiveLine, SILENT_MS, type EventSourceLike, type LiveFact } from './live-line';

/** A browser's EventSource as the line sees it, told what to say by the spec. */
class Source implements EventSourceLike {
  onerror: ((event: Event) => unknown) | null = null;
  isClosed = false;
  private readonly listeners = new Map<string, (event: MessageEvent<string>) => void>();
  constructor(readonly url: string) {}
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.listeners.set(type, listener);
  }
  close(): void {
    this.isClosed = true;
  }
  say(type: string, data: object = {}): void {
    if (!this.isClosed) this.listeners.get(type)?.({ data: JSON.stringify(data) } as MessageEvent<string>);
  }
  fail(): void {
    this.onerror?.({} as Event);
  }
}

const fact = (position: number) => ({ position: String(position), type: 'vw.shop.order.paid.v1' });

describe('the live line', () => {
  let sources: Source[];
  let line: LiveLine;
  let told: { positions: string[]; isReset: boolean }[];
  const source = (): Source => sources.at(-1)!;
  const flush = (): void => void jest.advanceTimersByTime(FLUSH_MS);

  beforeEach(() => {
    jest.useFakeTimers();
    sources = [];
    told = [];
    line = new LiveLine({ open: (url) => (sources.push(new Source(url)), source()) });
    line.listen((facts: readonly LiveFact[], isReset) =>
      told.push({ positions: facts.map(({ position }) => position), isReset }),
    );
    line.start();
  });
  afterEach(() => {
    line.stop();
    jest.useRealTimers();
  });

  it('is live once it was greeted, and tells facts together, four times a second', () => {
    expect([line.state, source().url]).toEqual(['connecting', '/api/stream']);
    source().say('hello', { position: '7' });
    expect(line.state).toBe('live');
    for (const position of [8, 9, 10]) source().say('fact', fact(position));
    expect(told).toEqual([]);
    flush();
    expect(told).toEqual([{ positions: ['8', '9', '10'], isReset: false }]);
  });

  it('goes on after what it has heard when the line is cut, and tells nothing twice', () => {
    source().say('hello', { position: '7' });
    source().say('fact', fact(8));
    source().fail();
    expect(line.state).toBe('stale');
    jest.advanceTimersByTime(1_000);
    expect(source().url).toBe('/api/stream?since=8');
    source().say('hello', { position: '8' });
    source().say('fact', fact(8));
    source().say('fact', fact(9));
    flush();
    expect(told.flatMap(({ positions }) => positions)).toEqual(['8', '9']);
    expect(line.state).toBe('live');
  });

  it('tries again later and later, and at once again after a word', () => {
    for (const wait of [1_000, 2_000, 5_000, 10_000, 10_000]) {
      const before = sources.length;
      source().fail();
      jest.advanceTimersByTime(wait - 1);
      expect(sources).toHaveLength(before);
      jest.advanceTimersByTime(1);
      expect(sources).toHaveLength(before + 1);
    }
    source().say('beat');
    const before = sources.length;
    source().fail();
    jest.advanceTimersByTime(1_000);
    expect(sources).toHaveLength(before + 1);
  });

  it('is stale when even the heartbeat is missing', () => {
    source().say('hello', { position: '7' });
    jest.advanceTimersByTime(SILENT_MS - 1);
    source().say('beat');
    jest.advanceTimersByTime(SILENT_MS - 1);
    expect(line.state).toBe('live');
    jest.advanceTimersByTime(1);
    expect(line.state).toBe('stale');
    expect(sources[0]!.isClosed).toBe(true);
  });

  it('hears nothing while it is paused, and everything of that time afterwards', () => {
    source().say('hello', { position: '7' });
    source().say('fact', fact(8));
    line.pause();
    expect([line.state, source().isClosed]).toEqual(['paused', true]);
    jest.advanceTimersByTime(10 * SILENT_MS);
    expect([line.state, sources.length]).toEqual(['paused', 1]);
    line.resume();
    expect(source().url).toBe('/api/stream?since=8');
  });

  it('says that pages must load anew when it is too far behind, or holds too much', () => {
    source().say('hello', { position: '7' });
    source().say('reset', { position: '50000' });
    flush();
    expect(told).toEqual([{ positions: [], isReset: true }]);
    for (let position = 50_001; position <= 50_001 + HELD_MAX; position += 1) source().say('fact', fact(position));
    flush();
    expect(told[1]!.isReset).toBe(true);
    expect(line.position).toBe(String(50_001 + HELD_MAX));
  });

  it('begins anew with a chain that ends before what was seen', () => {
    source().say('hello', { position: '700' });
    source().fail();
    jest.advanceTimersByTime(1_000);
    source().say('hello', { position: '3' });
    source().say('fact', fact(4));
    flush();
    expect(told).toEqual([{ positions: ['4'], isReset: true }]);
  });
});
