import { letterFactsOf } from './letter-facts.js';
import { deadLettered, failedEvent, FAILED_AT, idOf } from './testing/letter-samples.js';

describe('the facts of a dead letter', () => {
  it('are those of its failure, with the aggregate that the message names', () => {
    const event = failedEvent('a');
    expect(letterFactsOf(deadLettered('a'))).toMatchObject({
      id: idOf('a'),
      consumer: 'ledger',
      reason: 'permanent',
      stream: 'LEDGER',
      sequence: 7,
      eventId: event.id,
      eventType: event.type,
      subject: 'order-a',
      failedAt: new Date(FAILED_AT),
      payload: Buffer.from(JSON.stringify(event)),
      previousLetterId: null,
    });
  });

  it('keep bytes that are no text as they were', () => {
    const bytes = Buffer.from([0xff, 0, 0xfe]);
    const facts = letterFactsOf(deadLettered('a', { payload: bytes.toString('base64'), encoding: 'base64' }));
    expect(facts.payload).toEqual(bytes);
    expect(facts.subject).toBeNull();
  });

  it.each(['null', '[1]', '7', '{"subject":7}', 'no JSON', ''])('know no subject of the message %j', (payload) => {
    expect(letterFactsOf(deadLettered('a', { payload })).subject).toBeNull();
  });

  it('hold nothing that a column of text or an index could not', () => {
    const origin = { ...deadLettered('a').data.origin, eventId: 'e\0'.repeat(5_000), eventType: '\ud800' };
    const facts = letterFactsOf(deadLettered('a', { error: 'Unexpected token \0 in JSON', origin, payload: '\0' }));
    expect(facts.error).toBe('Unexpected token \ufffd in JSON');
    expect(facts.eventId).toHaveLength(255);
    expect(`${facts.eventId}${facts.words}${facts.eventType}`).not.toMatch(/\0|\ud800/);
    expect(facts.payload).toEqual(Buffer.from([0]));
  });

  it('are found by what identifies the event and by the error, of any length', () => {
    const { words } = letterFactsOf(deadLettered('a', { error: `Permanent: No ACCOUNT ${'x'.repeat(8_000)}` }));
    for (const part of [failedEvent('a').id, 'order-a', 'acme.ledger.entry', 'no account'])
      expect(words).toContain(part);
    expect(words.length).toBeLessThanOrEqual(1_000);
  });
});
