import type { TaskState, WaitsFor } from './task.js';

/** What can happen to a task. */
export const TASK_MOVES = [
  /** It was asked for; the first row of every timeline. */
  ...(['route', 'clarify', 'clarified', 'reserve', 'await_budget', 'put_back', 'ask_approval'] as const),
  ...([
    'approve',
    'reject',
    'begin',
    'wait_for_callback',
    'wait_for_person',
    'wait_for_task',
    'wait_for_approval',
    'resume',
  ] as const),
  ...(['reclaim', 'retry', 'fall_back', 'succeed', 'fail', 'time_out', 'cancel'] as const),
] as const;
export type TaskMove = (typeof TASK_MOVES)[number];

/** Where a task stands. */
export interface TaskPosition {
  readonly state: TaskState;
  readonly waitsFor: WaitsFor | null;
}

export interface RefusedMove {
  readonly refused: string;
}

export const ENDS: ReadonlySet<TaskState> = new Set(['succeeded', 'failed', 'timed_out', 'cancelled']);

/** States in which somebody holds a lease or is waited for: none of them lies in the queue. */
const at = (state: TaskState, waitsFor: WaitsFor | null = null): TaskPosition => ({ state, waitsFor });

const QUEUED = at('queued');
const RETRYING = at('queued', 'retry');

/** The ends that are open to whatever has not ended. */
const GIVING_UP = { fail: at('failed'), time_out: at('timed_out'), cancel: at('cancelled') } as const;

type Moves = Readonly<Partial<Record<TaskMove, TaskPosition>>>;

/** A task in the queue that a runner may take as soon as its time has come. */
const READY: Moves = {
  route: at('routed'),
  clarify: at('queued', 'clarification'),
  fall_back: QUEUED,
  ...GIVING_UP,
};

const WAITING: Moves = {
  resume: at('running'),
  succeed: at('succeeded'),
  retry: RETRYING,
  fall_back: QUEUED,
  ...GIVING_UP,
};

/**
 * Every move there is, by what a task is and waits for.
 *
 * - In the queue: it is routed, or asks a question, or waits (`retry`, `budget`) until a runner takes it again.
 * - `routed`, `budget_reserved`: a runner holds it, for moments. When its lease ends without a word it is in the queue again.
 * - `awaiting_approval`: a person's yes puts it back into the queue, so that who acts is decided at the moment at which the work
 *   begins; what finance holds for it stays held.
 * - `running`, nothing waited for: a runner holds it, or (after `resume` or `reclaim`) may take it to go on with the same try.
 * - `running`, waiting: no lease; the answer, or the time by which it must be there, brings it on.
 */
const MOVES: ReadonlyMap<string, Moves> = new Map<string, Moves>([
  ['queued', READY],
  ['queued/retry', READY],
  ['queued/budget', READY],
  ['queued/clarification', { clarified: QUEUED, fall_back: QUEUED, ...GIVING_UP }],
  [
    'routed',
    {
      reserve: at('budget_reserved'),
      await_budget: at('queued', 'budget'),
      put_back: RETRYING,
      reclaim: QUEUED,
      fall_back: QUEUED,
      ...GIVING_UP,
    },
  ],
  [
    'budget_reserved',
    {
      ask_approval: at('awaiting_approval'),
      begin: at('running'),
      put_back: RETRYING,
      reclaim: QUEUED,
      ...GIVING_UP,
    },
  ],
  ['awaiting_approval', { approve: QUEUED, reject: at('failed'), ...GIVING_UP }],
  [
    'running',
    {
      reclaim: at('running'),
      wait_for_callback: at('running', 'callback'),
      wait_for_person: at('running', 'person'),
      wait_for_task: at('running', 'task'),
      wait_for_approval: at('running', 'approval'),
      succeed: at('succeeded'),
      retry: RETRYING,
      fall_back: QUEUED,
      ...GIVING_UP,
    },
  ],
  ['running/callback', WAITING],
  ['running/person', WAITING],
  ['running/task', WAITING],
  ['running/approval', { resume: at('running'), ...GIVING_UP }],
]);

/** The positions that there are: every other pair of a state and what is waited for is a fault. */
export const TASK_POSITIONS: readonly TaskPosition[] = [
  ...[...MOVES.keys()].map((name) => {
    const [state, waitsFor] = name.split('/') as [TaskState, WaitsFor | undefined];
    return at(state, waitsFor ?? null);
  }),
  ...[...ENDS].map((state) => at(state)),
];

/** Where a move leads, or why it may not be made. */
export function moveTask(position: TaskPosition, move: TaskMove): TaskPosition | RefusedMove {
  const { state, waitsFor } = position;
  if (ENDS.has(state)) return { refused: `it has ended: ${state}` };
  const name = waitsFor === null ? state : `${state}/${waitsFor}`;
  const moves = MOVES.get(name);
  if (!moves) return { refused: `${name} is no position of a task` };
  return moves[move] ?? { refused: `a task that is ${worded(position)} can't ${move.replaceAll('_', ' ')}` };
}

const worded = ({ state, waitsFor }: TaskPosition): string =>
  waitsFor === null ? state : `${state} and waits for ${waitsFor}`;
