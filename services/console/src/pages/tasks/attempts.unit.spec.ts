import { attemptsOf } from './attempts';
import type { TaskLine } from './merge-timeline';

let seq = 0;
const line = (move: string, note = '', facts: TaskLine['facts'] = null): TaskLine => {
  seq += 1;
  const at = new Date(Date.UTC(2026, 10, 29, 10, 0, seq)).toISOString();
  return { seq, at, move, note, facts, state: 'running', waitsFor: null, actor: null };
};
const given = (...lines: TaskLine[]) => attemptsOf(lines);
const route = (agentId: string, personaId: string | null = null) => line('route', '', { agentId, personaId });

describe('tries of a task', () => {
  it('have who had it, and how each ended', () =>
    expect(
      given(
        ...[line('queued'), route('ads-agent', 'facebook'), line('begin'), line('retry', 'executor_failed: no answer')],
        ...[line('begin'), line('fall_back', 'executor_failed: no answer'), route('director'), line('begin')],
        line('succeed', 'done'),
      ),
    ).toMatchObject([
      { n: 1, agentId: 'ads-agent', personaId: 'facebook', outcome: 'failed', note: 'executor_failed: no answer' },
      { n: 2, agentId: 'ads-agent', personaId: 'facebook', outcome: 'failed' },
      { n: 3, agentId: 'director', personaId: null, outcome: 'succeeded', note: 'done' },
    ]));

  it('go on while they wait, and when another runner takes over', () =>
    expect(
      given(
        route('a'),
        line('begin'),
        line('wait_for_task'),
        line('resume'),
        line('reclaim'),
        line('fail', 'deadline'),
      ),
    ).toMatchObject([{ n: 1, outcome: 'failed', note: 'deadline' }]));

  it('are none before the first began, whatever ended it', () =>
    expect(given(line('queued'), line('cancel', 'cancelled: seen'))).toEqual([]));

  it('are under way until something ends them', () =>
    expect(given(line('begin'))).toMatchObject([{ outcome: 'running', endedAt: null, agentId: null }]));
});
