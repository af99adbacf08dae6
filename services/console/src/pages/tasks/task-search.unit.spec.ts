import { readTaskSearch, withSource } from './task-search';

describe('the address of a task’s page', () => {
  it.each([
    [{ sources: 'spend,task' }, { sources: 'task,spend' }],
    [{ sources: 'task,step,approval,spend,event' }, {}],
    [{ sources: 'gossip' }, {}],
    [{ story: true }, { story: true }],
    [{ story: 'yes' }, {}],
  ])('reads %j', (search, read) => expect(readTaskSearch(search)).toEqual(read));

  it('takes sources in and out', () => {
    expect(withSource(undefined, 'event')).toBe('event');
    expect(withSource('event', 'task')).toBe('event,task');
    expect(withSource('task,event', 'task')).toBe('event');
    expect(withSource('task', 'task')).toBe('');
  });
});
