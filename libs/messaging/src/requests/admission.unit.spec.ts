import { headers as createHeaders } from '@nats-io/nats-core';
import { admit } from './admission.js';
import { defineRequest } from './contract.js';
import { FAULTS_SHOWN, MAX_DEADLINE_MS, MESSAGE_LIMIT } from './limits.js';
import { encode, REQUEST_HEADERS } from './wire.js';

const now = new Date('2026-01-01T00:00:00Z');
let looked = 0;
const contract = defineRequest({
  service: 'sums',
  name: 'numbers.add',
  deadlineMs: 100,
  faultsOf: (value) => ((looked += 1), (value as { faults?: string[] }).faults ?? []),
});

function message(value: unknown, deadline: string | number | undefined = now.getTime() + 100) {
  const headers = createHeaders();
  if (deadline !== undefined) headers.set(REQUEST_HEADERS.deadline, String(deadline));
  return { headers, data: value instanceof Uint8Array ? value : encode(value) };
}

describe('a question that arrives', () => {
  it('is admitted with its deadline', () => {
    expect(admit(contract, message({ a: 1 }), now, true)).toEqual({
      admitted: true,
      question: { a: 1 },
      deadline: new Date(now.getTime() + 100),
    });
  });

  it('is given no more time than there is, whatever its asker’s clock says', () => {
    const admission = admit(contract, message({}, now.getTime() + 10 * MAX_DEADLINE_MS), now, true);
    expect(admission).toMatchObject({ deadline: new Date(now.getTime() + MAX_DEADLINE_MS) });
  });

  it.each([
    ['expired when its asker has gone', message({}, now.getTime()), true, 'expired'],
    ['busy when enough of its kind run', message({}), false, 'busy'],
    ['expired before busy, for nobody waits', message({}, now.getTime() - 1), false, 'expired'],
    ['invalid without a deadline', message({}, ''), true, 'invalid'],
    ['invalid with a deadline that is none', message({}, 'tomorrow'), true, 'invalid'],
    ['invalid when it is no JSON', message(new Uint8Array([0x7b])), true, 'invalid'],
    ['invalid when it is no UTF-8', message(new Uint8Array([0x22, 0xff, 0x22])), true, 'invalid'],
    ['invalid when its contract finds faults', message({ faults: ['/a is bad'] }), true, 'invalid'],
  ])('is %s', (_what, received, mayRun, status) => {
    expect(admit(contract, received, now, mayRun)).toMatchObject({ admitted: false, answer: { status } });
  });

  it('is not looked into when nothing will come of it', () => {
    looked = 0;
    admit(contract, message({}, now.getTime()), now, true);
    admit(contract, message({}), now, false);
    expect(looked).toBe(0);
  });

  it('is told a bounded number of faults of bounded length', () => {
    const faults = Array.from({ length: 100 }, () => 'x'.repeat(10_000));
    const admission = admit(contract, message({ faults }), now, true);
    const told = (admission as { answer: { body: { faults: string[] } } }).answer.body.faults;
    expect([told.length, told[0]!.length]).toEqual([FAULTS_SHOWN, MESSAGE_LIMIT]);
  });
});
