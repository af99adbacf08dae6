import { formatMinor } from '@vividwalls/money';
import type { JsonObject } from '../../json.js';
import {
  BadInput,
  definePlaybook,
  isYes,
  type ApprovalStep,
  type ChildStep,
  type ComputeStep,
  type Decision,
  type PlaybookRun,
} from '../engine/playbook.js';
import { maybeFlag, maybeMinor, maybeText, maybeTime, objects, text } from '../engine/reading.js';
import { refundLetter, type RefundEnd } from './refund-letter.js';
import { proposeRefund, REFUND_REASONS, type RefundFacts, type RefundReason } from './refund-rules.js';

interface RefundAsked extends Omit<RefundFacts, 'reportedAt'> {
  readonly orderId: string;
  readonly orderName: string | null;
  readonly customerId: string | null;
  readonly currency: string;
  readonly orderTotalMinor: bigint | null;
  readonly reportedAt: Date | null;
  /** What the customer wrote. */
  readonly words: string | null;
}

type Run = PlaybookRun<RefundAsked>;

/** As it is kept: text, so that a resumed run has the same. */
interface Proposed {
  readonly verdict: 'eligible' | 'not_eligible' | 'unclear';
  readonly amountMinor: string | null;
  readonly daysSinceDelivery: number | null;
  readonly reasons: readonly string[];
  readonly sources: readonly string[];
}

/** How long the money's way and the answer are waited for. */
const PATIENCE_MS = 14 * 86_400_000;
const NOBODY_ASKED: Decision = { verdict: 'free', reason: 'a proposal asks nobody', approvalId: null, decidedBy: [] };

const rules: ComputeStep<RefundAsked, Proposed> = {
  kind: 'compute',
  name: 'rules',
  work: ({ input, now }) => {
    const { amountMinor, ...proposal } = proposeRefund({ ...input, reportedAt: input.reportedAt ?? now });
    return { ...proposal, amountMinor: amountMinor === null ? null : String(amountMinor) };
  },
};

const patience: ComputeStep<RefundAsked, string> = {
  kind: 'compute',
  name: 'patience',
  work: ({ now }) => new Date(now.getTime() + PATIENCE_MS).toISOString(),
};

const isAskable = (run: Run): boolean => {
  const { verdict, amountMinor } = run.of(rules);
  return verdict !== 'not_eligible' && amountMinor !== null;
};

const refund: ApprovalStep<RefundAsked> = {
  kind: 'approval',
  name: 'refund',
  when: isAskable,
  act: (run) => {
    const { orderId, orderName, orderTotalMinor, currency, reason } = run.input;
    const { daysSinceDelivery, reasons, sources } = run.of(rules);
    const amountMinor = run.of(rules).amountMinor!;
    const said = [...reasons, ...sources].join('; ');
    return {
      act: 'order.refund',
      facts: {
        ...{ orderId, amountMinor, currency, reason },
        ...(orderTotalMinor !== null && { orderTotalMinor: String(orderTotalMinor) }),
        ...(daysSinceDelivery !== null && { daysSinceDelivery }),
      },
      subject: orderId,
      does: executed(run),
      before: { ...paid(run.input), refundedMinor: String(run.input.refundedMinor) },
      after: { ...paid(run.input), refundedMinor: String(run.input.refundedMinor + BigInt(amountMinor)) },
      why: `${formatMinor(BigInt(amountMinor), currency)} ${currency} of order ${orderName ?? orderId}, ${reason.replace('_', ' ')}: ${said}`,
      costOfWaiting: 'the customer waits for an answer',
    };
  },
  orElse: 'go_on',
  proposal: () => NOBODY_ASKED,
};

/** It stays as it is, and stands on both sides so that nobody reads it as taken away. */
const paid = ({ paidMinor }: RefundAsked) => ({ paidMinor: minorText(paidMinor) });

const execute: ChildStep<RefundAsked> = {
  kind: 'child',
  name: 'execute',
  when: (run) => isYesTo(run, refund),
  guard: refund,
  task: (run) => ({ capability: 'refund.execute', input: executed(run) }),
  until: (run) => new Date(run.of(patience)),
  orElse: 'go_on',
  proposal: () => ({ taskId: '', state: 'succeeded', output: null, error: null }),
};

/** What the customer is told, by what was decided. */
const letter: ComputeStep<RefundAsked, string> = {
  kind: 'compute',
  name: 'letter',
  work: (run) => {
    const { orderId, orderName, reason, currency } = run.input;
    const { amountMinor, ...proposal } = run.of(rules);
    const minor = amountMinor === null ? null : BigInt(amountMinor);
    const told = {
      reason,
      currency,
      end: endOf(run),
      amountMinor: minor,
      proposal: { ...proposal, amountMinor: minor },
    };
    return refundLetter({ ...told, orderName: orderName ?? orderId });
  },
};

const answer: ApprovalStep<RefundAsked> = {
  kind: 'approval',
  name: 'answer',
  when: ({ input }) => input.customerId !== null,
  act: (run) => ({
    act: 'customer.email',
    facts: {
      ...{ kind: 'support', recipients: 1, customerId: run.input.customerId, isReply: run.input.words !== null },
      template: `refund/${endOf(run)}`,
    },
    does: replied(run),
    why: `The customer is told what became of the refund of ${run.input.orderName ?? run.input.orderId}`,
    costOfWaiting: 'the customer waits for an answer',
  }),
  orElse: 'go_on',
  proposal: () => NOBODY_ASKED,
};

const reply: ChildStep<RefundAsked> = {
  kind: 'child',
  name: 'reply',
  when: (run) => isYesTo(run, answer),
  guard: answer,
  task: (run) => ({ capability: 'support.reply', input: replied(run) }),
  until: (run) => new Date(run.of(patience)),
  orElse: 'go_on',
  proposal: () => ({ taskId: '', state: 'succeeded', output: null, error: null }),
};

/**
 * A refund that was asked for: what the shop's rules say to it and how much it would be, the yes of two people, the money, and the
 * answer to the customer. Without a yes no money goes, and the answer says so.
 */
export const refundRequest = definePlaybook<RefundAsked>({
  name: 'refund.request',
  capability: 'refund.request',
  read: readAsked,
  steps: [rules, patience, refund, execute, letter, answer, reply],
  output: (run) => {
    const proposed = run.of(rules);
    const decision = run.maybe(refund);
    const end = endOf(run);
    return {
      ...{ orderId: run.input.orderId, verdict: end, currency: run.input.currency },
      proposal: { verdict: proposed.verdict, amountMinor: proposed.amountMinor },
      // What went back; null as long as nothing is known to have.
      refundedMinor: end === 'refunded' ? proposed.amountMinor : null,
      daysSinceDelivery: proposed.daysSinceDelivery,
      reasons: [...proposed.reasons, ...(decision && !isYes(decision) ? [decision.reason] : [])],
      sources: proposed.sources,
      ...{ approvalId: decision?.approvalId ?? null, decidedBy: decision?.decidedBy ?? [] },
      answer: answerOf(run),
    };
  },
});

/** The letter, and why it has not gone out. */
function answerOf(run: Run) {
  const [decision, sent] = [run.maybe(answer), run.maybe(reply)];
  const isSent = sent?.state === 'succeeded';
  const why = sent
    ? (sent.error ?? `it ended as ${sent.state}`)
    : (decision?.reason ?? 'nobody knows whose order it is');
  return { text: run.of(letter), state: isSent ? 'sent' : 'prepared', reason: isSent ? null : why };
}

const NO: ReadonlySet<string> = new Set(['rejected', 'changes_asked', 'denied']);

function endOf(run: Run): RefundEnd {
  if (run.of(rules).verdict === 'not_eligible') return 'not_eligible';
  const executed = run.maybe(execute);
  if (executed) return executed.state === 'succeeded' ? 'refunded' : executed.state === 'late' ? 'under_way' : 'open';
  const decision = run.maybe(refund);
  return decision && NO.has(decision.verdict) ? 'declined' : 'open';
}

const isYesTo = (run: Run, step: ApprovalStep<RefundAsked>): boolean => {
  const decision = run.maybe(step);
  return decision !== undefined && isYes(decision);
};

function executed(run: Run): JsonObject {
  const { orderId, currency, reason } = run.input;
  const { amountMinor, daysSinceDelivery } = run.of(rules);
  const total = run.input.orderTotalMinor;
  return {
    ...{ orderId, amountMinor: amountMinor!, currency, reason },
    ...(total !== null && { orderTotalMinor: String(total) }),
    ...(daysSinceDelivery !== null && { daysSinceDelivery }),
  };
}

function replied(run: Run): JsonObject {
  const { orderId, customerId, words } = run.input;
  return {
    text: words ?? `Refund of order ${orderId}`,
    answer: run.of(letter),
    orderId,
    ...(customerId !== null && { customerId }),
  };
}

const minorText = (minor: bigint | null): string | null => (minor === null ? null : String(minor));

function readAsked(input: JsonObject): RefundAsked {
  const reason = text(input, 'reason');
  if (!REFUND_REASONS.includes(reason as RefundReason))
    throw new BadInput(`reason must be one of ${REFUND_REASONS.join(', ')}`);
  const maybe = (field: string) => maybeMinor(input, field) ?? null;
  return {
    ...{ orderId: text(input, 'orderId'), orderName: maybeText(input, 'orderName') ?? null },
    ...{ customerId: maybeText(input, 'customerId') ?? null, currency: text(input, 'currency') },
    ...{ reason: reason as RefundReason, words: maybeText(input, 'words') ?? null },
    ...{ orderTotalMinor: maybe('orderTotalMinor'), paidMinor: maybe('paidMinor'), askedMinor: maybe('amountMinor') },
    refundedMinor: maybeMinor(input, 'refundedMinor') ?? 0n,
    lines: objects(input, 'lines').map((line) => ({
      title: text(line, 'title'),
      amountMinor: maybeMinor(line, 'amountMinor') ?? null,
    })),
    ...{ deliveredAt: maybeTime(input, 'deliveredAt') ?? null, reportedAt: maybeTime(input, 'reportedAt') ?? null },
    hasPictures: maybeFlag(input, 'hasPictures') ?? null,
    isOriginal: maybeFlag(input, 'isOriginal') ?? null,
  };
}
