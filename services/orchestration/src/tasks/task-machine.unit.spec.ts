import fc from 'fast-check';
import { ENDS, moveTask, TASK_MOVES, TASK_POSITIONS, type TaskMove, type TaskPosition } from './task-machine.js';
import { TASK_STATES, WAITS_FOR } from './task.js';

const nameOf = ({ state, waitsFor }: TaskPosition) => (waitsFor === null ? state : `${state}/${waitsFor}`);

/** Written out by hand, move by move: `from: move → to`. What is not here is refused. */
const TABLE = `
  queued: route → routed, clarify → queued/clarification, fall_back → queued
  queued: fail → failed, time_out → timed_out, cancel → cancelled
  queued/retry: route → routed, clarify → queued/clarification, fall_back → queued
  queued/retry: fail → failed, time_out → timed_out, cancel → cancelled
  queued/budget: route → routed, clarify → queued/clarification, fall_back → queued
  queued/budget: fail → failed, time_out → timed_out, cancel → cancelled
  queued/clarification: clarified → queued, fall_back → queued
  queued/clarification: fail → failed, time_out → timed_out, cancel → cancelled
  routed: reserve → budget_reserved, await_budget → queued/budget, put_back → queued/retry
  routed: reclaim → queued, fall_back → queued
  routed: fail → failed, time_out → timed_out, cancel → cancelled
  budget_reserved: ask_approval → awaiting_approval, begin → running, put_back → queued/retry, reclaim → queued
  budget_reserved: fail → failed, time_out → timed_out, cancel → cancelled
  awaiting_approval: approve → queued, reject → failed
  awaiting_approval: fail → failed, time_out → timed_out, cancel → cancelled
  running: reclaim → running, wait_for_callback → running/callback, wait_for_person → running/person
  running: wait_for_task → running/task, wait_for_approval → running/approval, succeed → succeeded, retry → queued/retry, fall_back → queued
  running: fail → failed, time_out → timed_out, cancel → cancelled
  running/approval: resume → running, fail → failed, time_out → timed_out, cancel → cancelled
  running/callback: resume → running, succeed → succeeded, retry → queued/retry, fall_back → queued
  running/callback: fail → failed, time_out → timed_out, cancel → cancelled
  running/person: resume → running, succeed → succeeded, retry → queued/retry, fall_back → queued
  running/person: fail → failed, time_out → timed_out, cancel → cancelled
  running/task: resume → running, succeed → succeeded, retry → queued/retry, fall_back → queued
  running/task: fail → failed, time_out → timed_out, cancel → cancelled
`;

const allowed = new Map(
  TABLE.trim()
    .split('\n')
    .flatMap((line) => {
      const [from, moves] = line.trim().split(': ') as [string, string];
      return moves.split(', ').map((text): [string, string] => {
        const [move, to] = text.split(' → ') as [string, string];
        return [`${from} ${move}`, to];
      });
    }),
);

const pairs = TASK_POSITIONS.flatMap((position) =>
  TASK_MOVES.map((move): [string, TaskMove, TaskPosition] => [nameOf(position), move, position]),
);

describe('a task', () => {
  const made = pairs.filter(([from, move]) => allowed.has(`${from} ${move}`));
  const refused = pairs.filter(([from, move]) => !allowed.has(`${from} ${move}`));

  it('has no line in the table that is no pair', () => expect(made).toHaveLength(allowed.size));

  it.each(made)('that is %s may %s', (from, move, position) => {
    const to = moveTask(position, move);
    expect('refused' in to ? to.refused : nameOf(to)).toBe(allowed.get(`${from} ${move}`));
  });

  it.each(refused)('that is %s may not %s', (_from, move, position) => {
    expect(moveTask(position, move)).toEqual({ refused: expect.stringMatching(/^(a task that is|it has ended)/) });
  });
});

describe('any history of a task', () => {
  const moves = fc.array(fc.constantFrom(...TASK_MOVES), { maxLength: 60 });
  const played = (history: readonly TaskMove[]) => {
    const positions: TaskPosition[] = [{ state: 'queued', waitsFor: null }];
    for (const move of history) {
      const to = moveTask(positions.at(-1)!, move);
      if (!('refused' in to)) positions.push(to);
    }
    return positions;
  };

  it('passes only through positions that there are, of states and waits that there are', () => {
    const known = new Set(TASK_POSITIONS.map(nameOf));
    fc.assert(
      fc.property(moves, (history) =>
        played(history).every(
          (position) =>
            known.has(nameOf(position)) &&
            TASK_STATES.includes(position.state) &&
            (position.waitsFor === null || WAITS_FOR.includes(position.waitsFor)),
        ),
      ),
    );
  });

  it('ends once, and goes nowhere from there', () => {
    fc.assert(
      fc.property(moves, (history) => {
        const positions = played(history);
        const first = positions.findIndex(({ state }) => ENDS.has(state));
        return first === -1 || first === positions.length - 1;
      }),
    );
  });

  it('runs only after it was routed and its money was reserved, and acts on nobody’s approval but the one asked for', () => {
    fc.assert(
      fc.property(moves, (history) => {
        const states = played(history).map(({ state }) => state);
        return states.every(
          (state, i) => state !== 'running' || states[i - 1] === 'running' || states[i - 1] === 'budget_reserved',
        );
      }),
    );
  });

  it('can always be brought to an end', () => {
    fc.assert(
      fc.property(moves, (history) => {
        const last = played(history).at(-1)!;
        return ENDS.has(last.state) || !('refused' in moveTask(last, 'cancel'));
      }),
    );
  });
});
