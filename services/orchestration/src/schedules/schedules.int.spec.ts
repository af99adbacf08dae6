import { TaskTrial, MovableClock } from '../tasks/testing/task-trial.js';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../testing/orchestration-database.js';
import { ScheduleDesk } from './schedule-desk.js';
import { findSchedule } from './schedule-rows.js';
import { ScheduleSweeper } from './schedule-sweeper.js';

const NEW_YORK = 'America/New_York';
/** A Monday, 06:59 in New York. */
const BEFORE_SEVEN = new Date('2026-11-30T11:59:00.000Z');
const HOUR_MS = 3_600_000;

class SetClock extends MovableClock {
  at = BEFORE_SEVEN;
  override now(): Date {
    return this.at;
  }
  override passMs(ms: number): void {
    this.at = new Date(this.at.getTime() + ms);
  }
}

let database: OrchestrationDatabase;
let clock: SetClock;
let trial: TaskTrial;
let desk: ScheduleDesk;
let errors: object[];
beforeEach(async () => {
  database = await createOrchestrationDatabase('schedules');
  clock = new SetClock();
  trial = new TaskTrial(database.dataSource, { clock });
  desk = new ScheduleDesk(trial.parts.work, clock, { SHOP_TIME_ZONE: NEW_YORK });
  errors = [];
  await desk.onModuleInit();
});
afterEach(() => database?.drop());

const log = { warn: () => undefined, error: (_what: string, facts?: object) => void errors.push(facts ?? {}) };
const sweeper = () => new ScheduleSweeper({ work: trial.parts.work, desk: trial.desk, clock, log });
const tasks = () =>
  database.dataSource.query<{ key: string; capability: string; input: object }[]>(
    'SELECT key, capability, input FROM tasks ORDER BY key',
  );
const keys = async () => (await tasks()).map(({ key }) => key);

describe('work that comes at a time', () => {
  it('comes when its time has come, and not before', async () => {
    expect(await sweeper().sweep()).toEqual([]);
    clock.passMs(60_000);
    const [taskId] = await sweeper().sweep();
    expect(await tasks()).toEqual([
      {
        ...{ key: 'schedule/daily-brief/2026-11-30', capability: 'brief.daily' },
        input: { day: '2026-11-30', timeZone: NEW_YORK },
      },
    ]);
    expect(await findSchedule(database.dataSource, 'daily-brief')).toMatchObject({
      ...{ lastTaskId: taskId, lastAt: clock.at, nextAt: new Date('2026-12-01T12:00:00.000Z') },
    });
    expect(await sweeper().sweep()).toEqual([]);
    clock.passMs(HOUR_MS / 2);
    await sweeper().sweep();
    expect(await keys()).toEqual(['schedule/daily-brief/2026-11-30', 'schedule/weekly-review/2026-11-30']);
  });

  it('comes once, however many processes look', async () => {
    clock.passMs(HOUR_MS);
    await Promise.all(Array.from({ length: 6 }, () => sweeper().sweep()));
    expect(await keys()).toEqual(['schedule/daily-brief/2026-11-30', 'schedule/weekly-review/2026-11-30']);
  });

  it('that was missed for days because nobody ran comes once, late, for the last of them', async () => {
    clock.passMs(4 * 24 * HOUR_MS);
    await sweeper().sweep();
    expect(await keys()).toEqual(['schedule/daily-brief/2026-12-03', 'schedule/weekly-review/2026-11-30']);
    clock.passMs(60_000);
    await sweeper().sweep();
    expect(await keys()).toContain('schedule/daily-brief/2026-12-04');
    expect(await keys()).toHaveLength(3);
  });

  it('comes at seven by the clock there, on the days on which the clocks change too', async () => {
    const seen: string[] = [];
    for (const day of ['2027-03-13', '2027-03-14', '2027-11-06', '2027-11-07']) {
      clock.at = new Date(`${day}T10:30:00Z`);
      await sweeper().sweep();
      for (let minutes = 0; minutes < 120; minutes += 1) {
        clock.passMs(60_000);
        if ((await sweeper().sweep()).length > 0) seen.push(clock.at.toISOString());
      }
    }
    expect(seen).toEqual([
      ...['2027-03-13T12:00:00.000Z', '2027-03-14T11:00:00.000Z'],
      ...['2027-11-06T11:00:00.000Z', '2027-11-07T12:00:00.000Z'],
    ]);
  });

  it('is left out while it is off, and not made up for when it is on again', async () => {
    await desk.change('daily-brief', { enabled: false }, { actor: 'user:owner' });
    await desk.change('weekly-review', { enabled: false }, { actor: 'user:owner' });
    clock.passMs(10 * 24 * HOUR_MS);
    expect(await sweeper().sweep()).toEqual([]);
    const on = await desk.change('daily-brief', { enabled: true }, { actor: 'user:owner' });
    expect(on).toMatchObject({ nextAt: new Date('2026-12-10T12:00:00.000Z'), updatedBy: 'user:owner' });
    expect(await sweeper().sweep()).toEqual([]);
  });

  it('comes at another time as soon as people say so', async () => {
    const wish = { every: 'week', weekday: 5, at: '16:00', timeZone: 'Europe/Berlin' } as const;
    expect(await desk.change('daily-brief', wish, { actor: 'user:owner' })).toMatchObject({
      ...{ ...wish, nextAt: new Date('2026-12-04T15:00:00.000Z') },
    });
    await expect(desk.change('nothing', {}, { actor: 'user:owner' })).rejects.toMatchObject({ status: 404 });
    const without = desk.change('weekly-review', { every: 'day' }, { actor: 'user:owner' });
    expect(await without).toMatchObject({ every: 'day', weekday: null });
    await expect(desk.change('weekly-review', { every: 'week' }, { actor: 'user:owner' })).rejects.toMatchObject({
      status: 422,
    });
  });

  it('stays as people made it when the service starts again', async () => {
    await desk.change('daily-brief', { at: '05:00' }, { actor: 'user:owner' });
    await desk.onModuleInit();
    expect(await findSchedule(database.dataSource, 'daily-brief')).toMatchObject({ at: '05:00' });
  });

  it('that no task can be made of is told, and does not keep the others', async () => {
    await database.owner.query(
      `UPDATE schedules SET input = jsonb_build_object('x', repeat('x', 300000)) WHERE id = 'daily-brief'`,
    );
    clock.passMs(HOUR_MS);
    await sweeper().sweep();
    expect(await keys()).toEqual(['schedule/weekly-review/2026-11-30']);
    expect(errors).toMatchObject([{ schedule: 'daily-brief' }]);
  });
});
