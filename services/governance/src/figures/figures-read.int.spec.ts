import type { FigureName } from '@vividwalls/contracts';
import { ApprovalOffice } from '../approvals/testing/approval-office.js';
import { FiguresRead } from './figures-read.js';

let office: ApprovalOffice;
let figures: FiguresRead;
beforeAll(async () => {
  office = await ApprovalOffice.open('governance-figures');
  figures = new FiguresRead(office.dataSource, office.clock);
});
afterAll(() => office?.drop());

const FROM = '2026-11-01T00:00:00.000Z';
const ask = async (to: Date, names: readonly FigureName[] = ['approvals_waiting']) =>
  (await figures.read({ figures: names, from: FROM, to: to.toISOString() })).figures;
const waiting = async (to: Date) => (await ask(to))[0]!.value;
const DAY_S = 86_400;
const pass = (seconds: number): Date => {
  office.clock.passS(seconds);
  return office.clock.now();
};

describe('approvals that wait', () => {
  it('are none at first, which is known since there are policies, and of a time before that unknown', async () => {
    const now = office.clock.now();
    expect(await ask(now)).toEqual([
      {
        ...{ name: 'approvals_waiting', unit: 'count', value: '0', reason: null, currency: null, from: FROM },
        ...{ to: now.toISOString(), asOf: now.toISOString(), source: '/api/governance/approvals/counts' },
      },
    ]);
    expect(await ask(new Date(now.getTime() - 1))).toMatchObject([
      { value: null, reason: 'nothing was kept yet at that time' },
    ]);
  });

  it('are told of any moment since, whatever became of them', async () => {
    pass(60);
    const [expires, approved, withdrawn] = [await office.asked(), await office.asked(), await office.asked()];
    // What no policy wants a person for has never waited.
    const free = {
      act: 'discount.grant',
      facts: { percent: 5, priceAfterMinor: '9000', costMinor: '4000', currency: 'USD' },
    };
    expect((await office.asking.ask(office.question(free as never))).verdict).toBe('free');
    const asked = office.clock.now();
    const decidedAt = pass(60);
    await office.deciding.vote(office.word(approved.id), 'approve');
    await office.withdrawals.withdraw({ key: withdrawn.key, asker: 'agent:orders', reason: 'not needed' });
    // Over time: nobody decides the one, nobody uses the other. The sweeper comes late.
    const later = pass(30 * DAY_S);
    while ((await office.sweeper().sweep()) > 0);
    const states = await office.query<{ state: string }>(
      `SELECT state FROM approvals WHERE id = ANY ($1) ORDER BY state`,
      [[expires.id, approved.id, withdrawn.id]],
    );
    expect(states.map(({ state }) => state)).toEqual(['expired', 'lapsed', 'withdrawn']);
    const before = (at: Date, ms: number) => new Date(at.getTime() - ms);
    expect(await waiting(before(asked, 1))).toBe('0');
    expect(await waiting(asked)).toBe('3');
    expect(await waiting(before(decidedAt, 1))).toBe('3');
    // Approved is decided, although it lapsed long after.
    expect(await waiting(decidedAt)).toBe('1');
    const [{ expires_at: over }] = (await office.query<{ expires_at: Date }>(
      'SELECT expires_at FROM approvals WHERE id = $1',
      [expires.id],
    )) as [{ expires_at: Date }];
    expect(await waiting(before(over, 1))).toBe('1');
    expect(await waiting(over)).toBe('0');
    expect(await waiting(later)).toBe('0');
  });

  it('in time to come are those of now, and trials are among them, as in the inbox', async () => {
    await office.asked({ test: true });
    const soon = new Date(office.clock.now().getTime() + DAY_S * 10_000);
    expect(await waiting(soon)).toBe('1');
    expect((await office.reading.counts('user:owner')).map((one) => one.waiting)).toEqual([1]);
  });
});

it('leaves to others what they know', async () => {
  expect(await ask(office.clock.now(), ['orders', 'tasks_open'])).toMatchObject([
    { name: 'orders', value: null, reason: 'finance knows it', source: '/api/finance' },
    { name: 'tasks_open', value: null, reason: 'orchestration knows it' },
  ]);
});
