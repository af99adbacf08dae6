import type { JsonObject } from '../../json.js';
import { definePlaybook, type ChildStep, type ReadStep, type WaitStep } from '../engine/playbook.js';
import { maybeText, maybeTime, text } from '../engine/reading.js';
import { BadInput } from '../engine/playbook.js';

interface FulfilBy {
  readonly orderId: string;
  readonly orderName: string | null;
  readonly fulfilTaskId: string;
  readonly dueAt: Date;
}

const deadline: WaitStep<FulfilBy> = { kind: 'wait', name: 'deadline', until: ({ input }) => input.dueAt };

/** Where an order stands when its time has come. */
interface Standing {
  readonly isLate: boolean;
  /** What of its work has not ended, in words. */
  readonly waitsFor: readonly string[];
}

const standing: ReadStep<FulfilBy, Standing> = {
  kind: 'read',
  name: 'standing',
  async work({ input }, { query }) {
    const [order] = await query<{ is_open: boolean }>(
      `SELECT handed_over_at IS NULL AND closed_at IS NULL AND stopped_at IS NULL AS is_open
       FROM order_fulfilments WHERE order_id = $1 AND task_id = $2`,
      [input.orderId, input.fulfilTaskId],
    );
    if (!order?.is_open) return { isLate: false, waitsFor: [] };
    const open = await query<{ capability: string; state: string; waits_for: string | null }>(
      `WITH RECURSIVE family AS (
         SELECT id FROM tasks WHERE id = $1
         UNION ALL SELECT t.id FROM tasks t JOIN family f ON t.parent_id = f.id
       ) SELECT capability, state, waits_for FROM tasks JOIN family USING (id)
       WHERE ended_at IS NULL AND capability <> 'order.deadline' AND coalesce(waits_for, '') <> 'task'
       ORDER BY id LIMIT 20`,
      [input.fulfilTaskId],
    );
    return { isLate: true, waitsFor: open.map(inWords) };
  },
};

const attend: ChildStep<FulfilBy> = {
  kind: 'child',
  name: 'attend',
  when: (run) => run.of(standing).isLate,
  task: (run) => ({
    capability: 'order.attend',
    priority: 'high',
    input: {
      ...{ orderId: run.input.orderId, ...(run.input.orderName && { orderName: run.input.orderName }) },
      what: `it should have been at the printer by ${run.input.dueAt.toISOString()}, and is still wanted`,
      waitsFor: run.of(standing).waitsFor,
    },
  }),
  until: () => new Date(0),
  orElse: 'go_on',
  proposal: () => ({ taskId: '', state: 'late', output: null, error: null }),
};

/** Stands beside the fulfilment of an order: when its deadline comes and it isn't at the printer, a person is told what it waits for. */
export const orderDeadline = definePlaybook<FulfilBy>({
  name: 'order.deadline',
  capability: 'order.deadline',
  read: readPromise,
  steps: [deadline, standing, attend],
  output: (run) => ({
    ...{ orderId: run.input.orderId, dueAt: run.input.dueAt.toISOString(), ...run.of(standing) },
    attendTaskId: run.maybe(attend)?.taskId || null,
  }),
});

function readPromise(input: JsonObject): FulfilBy {
  const dueAt = maybeTime(input, 'dueAt');
  if (!dueAt) throw new BadInput('dueAt must be a time');
  return {
    ...{ orderId: text(input, 'orderId'), orderName: maybeText(input, 'orderName') ?? null },
    ...{ fulfilTaskId: text(input, 'fulfilTaskId'), dueAt },
  };
}

const WAITS: Readonly<Record<string, string>> = {
  ...{ person: 'a person', callback: 'an answer from elsewhere', clarification: 'an answer to a question' },
  ...{ budget: 'money', retry: 'another try' },
};

function inWords({
  capability,
  state,
  waits_for: waitsFor,
}: {
  capability: string;
  state: string;
  waits_for: string | null;
}) {
  if (state === 'awaiting_approval' || waitsFor === 'approval') return `${capability} waits for a yes`;
  if (waitsFor === null) return `${capability} is ${state}`;
  return `${capability} waits for ${WAITS[waitsFor] ?? waitsFor}`;
}
