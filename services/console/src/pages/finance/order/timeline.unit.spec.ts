import { ORDER_AT, timelineOf } from './timeline';

const [PLACED, FROM] = ['2026-11-30T12:00:00.000Z', '2026-10-31T12:00:00.000Z'];
const touch = (touchId: string, occurredAt: string) => ({ touchId, occurredAt });
const at = (touches: Parameters<typeof timelineOf>[0]) => timelineOf(touches, PLACED, FROM);

describe('the timeline of an order', () => {
  it('places what is earlier further left, and the order at its place', () => {
    const { touches } = at([
      touch('week', '2026-11-23T12:00:00.000Z'),
      touch('hour', '2026-11-30T11:00:00.000Z'),
      touch('now', PLACED),
    ]);
    expect(touches.map(({ touchId }) => touchId)).toEqual(['week', 'hour', 'now']);
    expect(touches[2]!.x).toBeCloseTo(ORDER_AT);
    expect(touches[0]!.x).toBeLessThan(touches[1]!.x);
  });

  it('begins with the window, or with what is older than it', () => {
    expect(at([]).windowAt).toBeCloseTo(3);
    const { windowAt, touches, ticks } = at([touch('old', '2026-09-15T12:00:00.000Z')]);
    expect(touches[0]!.x).toBeCloseTo(3);
    expect(windowAt).toBeGreaterThan(3);
    expect(ticks[0]!.label).toBe('60 days');
  });

  it('has what came after the order right of it', () => {
    expect(at([touch('late', '2026-12-01T00:00:00.000Z')]).touches[0]!.x).toBeGreaterThan(ORDER_AT);
  });

  it('sets touches of one moment above each other', () => {
    const same = ['a', 'b', 'c'].map((id) => touch(id, '2026-11-29T12:00:00.000Z'));
    const { touches, lanes } = at([...same, touch('d', '2026-11-10T12:00:00.000Z')]);
    expect(lanes).toBe(3);
    expect(touches.find(({ touchId }) => touchId === 'd')?.lane).toBe(0);
  });
});
