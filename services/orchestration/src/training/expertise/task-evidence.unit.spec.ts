import type { Task } from '../../tasks/task.js';
import { taskEvidence } from './task-evidence.js';

const at = new Date('2026-11-29T12:00:00Z');
const task = (fields: Partial<Task>) => ({
  ...{ test: false, mode: 'act' as const, capability: 'x', agentId: 'a', personaId: 'p', tried: [] },
  ...{ state: 'succeeded' as const, error: null, startedAt: at, endedAt: at, ...fields },
});
const outcomes = (fields: Partial<Task>) =>
  taskEvidence(task(fields), at).map(
    ({ agentId, personaId, succeeded }) => `${agentId}/${personaId} ${succeeded ? '+' : '-'}`,
  );
const error = (code: string) => ({ code, message: code });

describe('what the end of a task says', () => {
  it.each([
    ['a success', {}, ['a/p +']],
    ['one in its own role', { personaId: null }, ['a/ +']],
    ['a failure', { state: 'failed', error: error('executor_failed') }, ['a/p -']],
    ['a time-out', { state: 'timed_out' }, ['a/p -']],
    ['a fallback that succeeded', { tried: [{ agentId: 'b', personaId: 'q' }] }, ['b/q -', 'a/p +']],
    [
      'a fallback that a limit stopped',
      { state: 'failed', error: error('over_budget'), tried: [{ agentId: 'b', personaId: null }] },
      ['b/ -'],
    ],
    ['one that was not let', { state: 'failed', error: error('rejected') }, []],
    ['bad input', { state: 'failed', error: error('bad_input') }, []],
    ['a cancelled one', { state: 'cancelled' }, []],
    ['one that never began', { startedAt: null }, []],
    ['a test', { test: true }, []],
    ['a proposal', { mode: 'propose' }, []],
    ['one without a capability', { capability: null }, []],
  ] as readonly [string, Partial<Task>, string[]][])('%s', (_what, fields, expected) => {
    expect(outcomes(fields)).toEqual(expected);
  });
});
