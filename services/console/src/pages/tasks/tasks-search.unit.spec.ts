import { FOR_PEOPLE, readTasksSearch, tasksQuery } from './tasks-search';

describe('the address of the task list', () => {
  it('keeps what a list of tasks has', () => {
    const search = {
      state: 'failed,timed_out',
      waitsFor: 'person',
      agent: 'sales-director',
      overdue: true,
      orderLate: true,
    };
    expect(readTasksSearch(search)).toEqual(search);
  });

  it('takes an order’s number for a subject', () =>
    expect(readTasksSearch({ subject: 1001 })).toEqual({ subject: '1001' }));

  it('keeps the states that there are', () =>
    expect(readTasksSearch({ state: 'failed,broken' })).toEqual({ state: 'failed' }));

  it('keeps several things to wait for, in one order', () =>
    expect(readTasksSearch({ waitsFor: 'person,clarification,godot' })).toEqual({ waitsFor: FOR_PEOPLE }));

  it.each([{ state: 'broken' }, { state: 3 }, { waitsFor: 'godot' }, { agent: '  ' }, { overdue: 'no' }, { more: 1 }])(
    'drops %j',
    (search) => expect(readTasksSearch(search)).toEqual({}),
  );
});

describe('what is asked for it', () => {
  it('has states one by one', () =>
    expect(
      tasksQuery({ state: 'failed,timed_out', waitsFor: 'person', overdue: true, orderLate: true, subject: '7' }),
    ).toEqual({
      ...{ state: ['failed', 'timed_out'], waitsFor: ['person'], overdue: 'true', orderLate: 'true', subject: '7' },
    }));

  it('is nothing in particular, when nothing is said', () => expect(tasksQuery({})).toEqual({}));
});
