import fc from 'fast-check';
import { ConsecutiveSource } from './consecutive-source.js';
import type { EventSource, SourcedMessage } from './event-source.js';
import { MergedSources } from './merged-sources.js';

const message = (at: number, place: string): SourcedMessage => ({
  place,
  delivery: {
    stream: 'S',
    streamCreatedAt: '',
    sequence: 0,
    subject: 's',
    storedAt: new Date(at),
    deliveryCount: 1,
    bytes: new Uint8Array(),
    headers: {},
  },
});

/** A source with these times; more can come later. */
class ListedSource implements EventSource {
  private index = 0;
  looks = 0;
  isClosed = false;

  constructor(
    private readonly name: string,
    readonly times: number[],
    readonly part: 'archive' | 'stream' = 'stream',
  ) {}

  get remaining(): number {
    return this.times.length - this.index;
  }

  peek(): Promise<SourcedMessage | undefined> {
    this.looks += 1;
    const at = this.times[this.index];
    return Promise.resolve(at === undefined ? undefined : message(at, `${this.name}${this.index}`));
  }

  advance(): void {
    this.index += 1;
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

const placesOf = (messages: readonly SourcedMessage[]) => messages.map(({ place }) => place);

describe('merged sources', () => {
  it('give everything once, each source in its order, and sorted sources in the order of time', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat(50), { maxLength: 12 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 7 }),
        async (lists, limit) => {
          const sorted = lists.map((times) => times.sort((one, other) => one - other));
          const merged = new MergedSources(sorted.map((times, index) => new ListedSource('abcd'[index]!, times)));
          const found: SourcedMessage[] = [];
          for (let batch = await merged.next(limit); batch.length > 0; batch = await merged.next(limit)) {
            expect(batch.length).toBeLessThanOrEqual(limit);
            found.push(...batch);
          }
          const times = found.map(({ delivery }) => delivery.storedAt.getTime());
          expect(times).toEqual(sorted.flat().sort((one, other) => one - other));
          expect(new Set(placesOf(found)).size).toBe(found.length);
          expect(merged.remaining).toBe(0);
        },
      ),
    ));

  it('look at an exhausted source once per batch, and find what came since at the next', async () => {
    const idle = new ListedSource('i', []);
    const merged = new MergedSources([idle, new ListedSource('b', [1, 2, 3, 4])]);
    expect(placesOf(await merged.next(3))).toEqual(['b0', 'b1', 'b2']);
    expect(idle.looks).toBe(1);
    idle.times.push(0);
    expect(placesOf(await merged.next(3))).toEqual(['i0', 'b3']);
  });

  it('read a stream after its archive, and say what they are reading', async () => {
    const archive = new ListedSource('a', [1, 2], 'archive');
    const stream = new ListedSource('s', [2, 3]);
    const merged = new MergedSources([new ConsecutiveSource([archive, stream])]);
    expect(merged.part).toBe('archive');
    expect(placesOf(await merged.next(9))).toEqual(['a0', 'a1', 's0', 's1']);
    expect(merged.part).toBe('stream');
    await merged.close();
    expect([archive.isClosed, stream.isClosed]).toEqual([true, true]);
  });
});
