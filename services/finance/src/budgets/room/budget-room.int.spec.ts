import { askRoom } from '@vividwalls/contracts';
import { createFinanceDatabase, type FinanceDatabase } from '../../testing/finance-database.js';
import { ShopCalendar } from '../../time/shop-calendar.js';
import { budgetOffice, HandClock, type BudgetOffice } from '../testing/budget-database.js';
import { draft, OWNER, wish } from '../testing/budget-samples.js';
import { BudgetRoom } from './budget-room.js';

let database: FinanceDatabase;
let office: BudgetOffice;
let room: BudgetRoom;
const clock = new HandClock();

beforeAll(async () => {
  database = await createFinanceDatabase('room');
  office = budgetOffice(database.dataSource, clock);
  room = new BudgetRoom(database.dataSource, clock, new ShopCalendar('UTC'));
});
afterAll(() => database?.drop());

const ask = (department: string, heldMinor: string) => {
  const question = { agentId: 'facebook', department, category: 'advertising', heldMinor, currency: 'USD' };
  expect(askRoom.faultsOf?.(question) ?? []).toEqual([]);
  return room.read(question);
};

describe('room in budgets', () => {
  it('is none without a budget', async () =>
    expect(await ask('nobodys', '1')).toMatchObject({ hasRoom: false, hasRoomOnceSettled: false, leftMinor: null }));

  it('is what a hold takes for a while, what a spend takes for good, and what more money brings', async () => {
    const department = 'held';
    const [budget] = await office.desk.make([draft(1_000n, { department })], OWNER);
    expect(await ask(department, '1000')).toMatchObject({ hasRoom: true, leftMinor: '1000' });

    await office.spends.authorise(wish('held-1', 900n, { department }));
    const whileHeld = await ask(department, '200');
    expect(whileHeld).toMatchObject({ hasRoom: false, hasRoomOnceSettled: true, leftMinor: '100' });
    expect(whileHeld.reason).toMatch(/has 1\.00 USD left, 2\.00 USD would be held/);
    // Asking held nothing.
    expect(await ask(department, '100')).toMatchObject({ hasRoom: true, leftMinor: '100' });

    await office.settling.settle({ kind: 'commit', key: 'held-1', actor: OWNER, actualMinor: 900n });
    expect(await ask(department, '200')).toMatchObject({ hasRoom: false, hasRoomOnceSettled: false });
    await office.desk.reallocate({ id: budget!.id, allocatedMinor: 1_200n, actor: OWNER, reason: 'more' });
    expect(await ask(department, '200')).toMatchObject({ hasRoom: true, leftMinor: '300' });
  });

  it('is never refused by a soft limit', async () => {
    const department = 'soft';
    await office.desk.make([draft(100n, { department, limit: 'soft' })], OWNER);
    expect(await ask(department, '101')).toMatchObject({ hasRoom: true, leftMinor: null });
  });

  it('is all of a day that nobody has opened yet', async () => {
    const department = 'daily';
    await office.dailies.make(draft(500n, { department, periodStart: '2026-11-01' }), OWNER);
    expect(await ask(department, '500')).toMatchObject({ hasRoom: true, leftMinor: '500' });
    await office.spends.authorise(wish('daily-1', 400n, { department }));
    expect(await ask(department, '500')).toMatchObject({ hasRoom: false, leftMinor: '100' });
    clock.set('2026-11-25T12:00:00.000Z');
    expect(await ask(department, '500')).toMatchObject({ hasRoom: true, leftMinor: '500' });
  });
});
