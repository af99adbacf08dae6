import { eventually } from '@vividwalls/testing';
import { NotYet } from '../errors.js';
import { counted, startTrial, type Trial } from '../testing/trial.js';
import { WAITING_CURSOR, waitingCursorOf, waitingEvents, type WaitingEvent } from './waiting-rows.js';

let trial: Trial;
beforeAll(async () => (trial = await startTrial('waiting rows')), 60_000);
afterAll(() => trial.close());

it('are listed with what they wait for, since when and until when, page by page', async () => {
  const until = new Date(Date.now() + 3_600_000);
  const consumer = trial.consumerWith({
    before: ({ envelope }) => Promise.reject(new NotYet(`the cause of ${envelope.subject} has not come`, until)),
  });
  await consumer.start();
  const ids = await trial.send(counted(5, 'needy'));
  await eventually(async () => expect(await waitingEvents(trial.dataSource, { limit: 10 })).toHaveLength(5), {
    timeoutMs: 40_000,
  });
  await consumer.stop();

  const found: WaitingEvent[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await waitingEvents(trial.dataSource, { limit: 2, ...(cursor && { cursor }) });
    found.push(...page);
    if (page.length < 2) break;
    cursor = waitingCursorOf(page.at(-1)!);
    expect(cursor).toMatch(WAITING_CURSOR);
  }
  expect(found.map(({ eventId }) => eventId).sort()).toEqual([...ids].sort());
  const first = found.find(({ eventId }) => eventId === ids[0])!;
  expect(first).toMatchObject({
    ...{ subject: 'needy0', stream: 'TRIAL', sequence: '1', until, reason: 'the cause of needy0 has not come' },
    ...{ type: expect.stringMatching(/^vw\./), correlationId: expect.any(String) },
  });
  expect(first.tries).toBeGreaterThanOrEqual(1);
  expect(first.since.getTime()).toBeLessThanOrEqual(Date.now());
});
