import { readStorySearch } from './story-search';
import { columnTimes, placesOf } from './story-places';
import { causesFirst, causesOf, stepFrom, storyLayout, type StoryEvent } from './story-layout';

const START = Date.parse('2026-11-29T10:00:00.000Z');
let position = 0;

/** `told('SHOP', 'order.paid', 12, 'a')`: at 12 ms, caused by `a`. */
function told(id: string, stream: string, what: string, ms: number, cause: string | null, data?: unknown): StoryEvent {
  position += 1;
  return {
    ...{ position: String(position), id, stream, type: `vw.${stream.toLowerCase()}.${what}.v1`, subject: '1001' },
    ...{
      time: null,
      storedAt: new Date(START + ms).toISOString(),
      correlationId: 'c',
      causationId: cause,
      actor: null,
      test: false,
      data,
    },
  };
}

const ORDER = [
  told('delivery', 'INTAKE', 'shopify.received', 0, 'delivery'),
  told('paid', 'SHOP', 'order.paid', 10, 'delivery'),
  told('booked', 'FINANCE', 'order.booked', 30, 'paid'),
  told('entry-1', 'FINANCE', 'entry.booked', 31, 'paid'),
  told('entry-2', 'FINANCE', 'entry.booked', 32, 'paid'),
  told('task', 'ORCHESTRATION', 'task.queued', 32, 'paid'),
  told('ended', 'ORCHESTRATION', 'task.ended', 3_600_000, 'task', { outcome: 'failed' }),
];

describe('the layout of a story', () => {
  it('has a lane for each stream, in the order in which work flows', () => {
    expect(storyLayout([...ORDER].reverse(), false).lanes).toEqual(['INTAKE', 'SHOP', 'FINANCE', 'ORCHESTRATION']);
  });

  it('puts every effect right of its cause, and never two nodes in one place', () => {
    const { nodes, edges } = storyLayout(ORDER, true);
    expect(nodes).toHaveLength(ORDER.length);
    for (const { from, to } of edges) expect(to.column).toBeGreaterThan(from.column);
    expect(new Set(nodes.map(({ lane, column, row }) => `${lane}/${column}/${row}`)).size).toBe(nodes.length);
  });

  it('takes repeats together, unless each is wanted or one of them failed', () => {
    const { nodes } = storyLayout(ORDER, false);
    expect(nodes.find(({ events }) => events.length > 1)?.events.map(({ id }) => id)).toEqual(['entry-1', 'entry-2']);
    const failed = [1, 2].map((n) => told(`f-${n}`, 'FINANCE', 'spend.refused', n, 'paid'));
    expect(storyLayout(failed, false).nodes).toHaveLength(2);
  });

  it('tells the time between columns', () => {
    const { columns } = storyLayout(ORDER, false);
    expect(columns.at(-1)).toEqual({ sinceMs: 3_600_000, gapMs: 3_600_000 - 32 });
    expect(columns[0]).toEqual({ sinceMs: 0, gapMs: 0 });
  });

  it('has services share a moment', () => {
    const both = [told('x', 'SHOP', 'order.paid', 0, null), told('y', 'GOVERNANCE', 'policy.set', 40, null)];
    expect(storyLayout(both, false).columns).toHaveLength(1);
    expect(storyLayout([both[0]!, told('z', 'GOVERNANCE', 'policy.set', 400, null)], false).columns).toHaveLength(2);
  });

  it('has what happened at once in one lane stand below each other, some of it', () => {
    const burst = Array.from({ length: 6 }, (_, n) => told(`b-${n}`, 'FINANCE', `t${n}.booked`, n * 10, null));
    const { nodes, columns, rows } = storyLayout(burst, true);
    expect(nodes.map(({ column, row }) => [column, row])).toEqual([
      ...[0, 1, 2, 3].map((row) => [0, row]),
      ...[0, 1].map((row) => [1, row]),
    ]);
    expect(columns.map(({ sinceMs }) => sinceMs)).toEqual([0, 40]);
    expect(rows).toEqual([4]);
  });

  it('is as wide as there is room for it, and never too narrow to be read', () => {
    const layout = storyLayout(ORDER, false);
    expect(placesOf(layout, 900).width).toBeLessThanOrEqual(900);
    expect(placesOf(layout, 900).nodePx).toBeGreaterThan(placesOf(layout, 200).nodePx);
    expect(placesOf(layout, 200).nodePx).toBeGreaterThan(100);
  });

  it('writes a time once where columns follow each other within it', () => {
    const columns = [0, 69, 69.4, 5_000].map((sinceMs) => ({ sinceMs, gapMs: 0 }));
    expect(columnTimes(columns, (ms) => `${Math.round(ms)} ms`)).toEqual(['start', '+69 ms', '', '+5000 ms']);
  });

  it('of nothing is nothing', () => {
    expect(storyLayout([], false)).toEqual({ lanes: [], rows: [], columns: [], nodes: [], edges: [] });
  });

  it('stands a clock that is behind, and a circle of causes', () => {
    const late = [
      told('cause', 'SHOP', 'order.paid', 50, null),
      told('effect', 'FINANCE', 'order.booked', 40, 'cause'),
    ];
    expect(causesFirst(late).map(({ id }) => id)).toEqual(['cause', 'effect']);
    const circle = [told('a', 'SHOP', 'x.y', 0, 'b'), told('b', 'SHOP', 'x.y', 1, 'a')];
    expect(causesFirst(circle)).toHaveLength(2);
  });

  it('keeps hundreds of events', () => {
    const many = Array.from({ length: 400 }, (_, n) =>
      told(`m-${n}`, n % 2 ? 'SHOP' : 'FINANCE', `t${n}.x`, n * 20, null),
    );
    const { nodes, columns } = storyLayout(many, false);
    expect(nodes).toHaveLength(400);
    expect(columns.length).toBeLessThanOrEqual(400);
  });
});

describe('ways through a story', () => {
  const layout = storyLayout(ORDER, false);
  const node = (id: string) => layout.nodes.find(({ events }) => events.some((event) => event.id === id))!;

  it('lead back to the beginning', () => {
    expect([...causesOf(node('ended'), layout.edges)].map(({ events }) => events[0]!.id)).toEqual([
      ...['ended', 'task', 'paid', 'delivery'],
    ]);
  });

  it('lead by keys through time and lanes, and stop at the ends', () => {
    expect(stepFrom(node('paid'), 'ArrowRight', layout)).toBe(node('booked'));
    expect(stepFrom(node('delivery'), 'ArrowLeft', layout)).toBe(node('delivery'));
    expect(stepFrom(node('paid'), 'ArrowDown', layout).events[0]!.stream).toBe('FINANCE');
    expect(stepFrom(node('delivery'), 'ArrowUp', layout)).toBe(node('delivery'));
    expect(stepFrom(node('paid'), 'End', layout)).toBe(node('ended'));
  });
});

describe('a story’s address', () => {
  it('is read whatever stands there; a first cause goes before a subject', () => {
    expect(readStorySearch({ correlationId: 'c', subject: 's', each: 'yes' })).toEqual({ correlationId: 'c' });
    expect(readStorySearch({ subject: 1001, each: true })).toEqual({ subject: '1001', each: true });
    expect(readStorySearch({})).toEqual({});
  });
});
