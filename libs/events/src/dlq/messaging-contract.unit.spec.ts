import { coreStreams, type DeadLetter } from '@vividwalls/messaging';
import { goldenSample } from '../documentation/golden-samples.js';
import { DEAD_LETTER_REASONS, STREAMS, type EventDeadLettered } from '../index.js';

// Messaging publishes dead letters itself and knows no class of ours: here the two are held together.

describe('dead letters as messaging publishes them', () => {
  it('are what the class says, field by field', () => {
    // Types alone: this does not compile once a field or a reason is only on one side.
    const asEvent = (letter: Required<DeadLetter>): Required<EventDeadLettered> => letter;
    const asLetter = (event: EventDeadLettered): DeadLetter => event;
    const sample = goldenSample('vw.dlq.event.dead_lettered.v1') as unknown as EventDeadLettered;
    expect(asEvent(asLetter(sample))).toBe(sample);
    expect(DEAD_LETTER_REASONS).toContain(sample.reason);
  });

  it('lie in the streams that messaging declares for itself', () => {
    for (const { name, subjects, maxAgeMs } of coreStreams('vw')) {
      expect(STREAMS.find((stream) => stream.name === name)).toMatchObject({ subjects, maxAgeMs });
    }
  });
});
