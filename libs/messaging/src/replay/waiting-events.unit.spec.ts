import { NotYet } from '../errors.js';
import type { SourcedEvent } from './rebuild-writer.js';
import { WAITING_MAX, WAITING_RETRY_RATIO } from './replay-limits.js';
import { WaitingEvents } from './waiting-events.js';

const event = (id: string): SourcedEvent => ({ place: id, delivery: { envelope: { id } } }) as SourcedEvent;
const events = (n: number) => Array.from({ length: n }, (_, index) => event(`w${index}`));
const notYet = new NotYet('its cause is missing', new Date(0));

describe('events that wait for their cause', () => {
  it('are tried again when so much was written that the try costs little, and not twice for the same', () => {
    const waiting = new WaitingEvents();
    waiting.add(event('a'), notYet);
    expect(waiting.takeDue()).toEqual([]);
    expect(waiting.takeIfChanged()).toEqual([]);
    waiting.written(events(WAITING_RETRY_RATIO - 1));
    expect(waiting.takeDue()).toEqual([]);
    waiting.written(events(1));
    expect(waiting.takeDue()).toHaveLength(1);
    waiting.add(event('a'), notYet);
    expect(waiting.takeDue()).toEqual([]);
    waiting.written(events(1));
    expect(waiting.takeIfChanged()).toHaveLength(1);
    expect(waiting.size).toBe(0);
  });

  it('wait no longer once they were written by another way', () => {
    const waiting = new WaitingEvents();
    waiting.add(event('a'), notYet);
    waiting.add(event('b'), notYet);
    waiting.written([event('a')]);
    expect(waiting.ids).toEqual(['b']);
    expect(waiting.reasonOf('b')).toMatchObject({ reason: 'its cause is missing' });
  });

  it('are not more than memory was set aside for', () => {
    const waiting = new WaitingEvents();
    for (const one of events(WAITING_MAX)) waiting.add(one, notYet);
    expect(() => waiting.add(event('one more'), notYet)).toThrow(`more than ${WAITING_MAX} events wait`);
  });
});
