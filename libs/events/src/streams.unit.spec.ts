import { allEvents, FACT_STREAMS, STREAMS } from './index.js';

describe('the registry of streams', () => {
  it('has a stream of facts for every event', () => {
    const names = FACT_STREAMS.map(({ name }) => name);
    expect(allEvents().filter(({ stream }) => !names.includes(stream))).toEqual([]);
    for (const { subject, stream } of allEvents()) {
      const { subjects } = FACT_STREAMS.find(({ name }) => name === stream)!;
      expect([subject, subjects.some((one) => subject.startsWith(one.replace('>', '')))]).toEqual([subject, true]);
    }
  });

  it('keeps what only moves messages about out of the record', () => {
    expect(STREAMS.filter((stream) => !FACT_STREAMS.includes(stream)).map(({ name }) => name)).toEqual([
      'REDRIVE',
      'ADVISORIES',
    ]);
  });
});
