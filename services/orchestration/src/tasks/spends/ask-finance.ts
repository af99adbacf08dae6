import {
  authorizeSpend,
  SPEND_EXPIRES_IN_S_MAX,
  spendUnanswered,
  type SpendDecision,
  type SpendQuestion,
} from '@vividwalls/contracts';
import { QuestionInvalid, type Requests } from '@vividwalls/messaging';
import { executorFor } from '../../executors/executor-choice.js';
import type { SpendAnswer } from '../changes/rule-spend.js';
import { PERSON_ANSWERS_WITHIN_MS, type Asked } from '../changes/taking.js';
import type { TaskRecord } from '../record/task-record.js';
import { roomOf } from './ask-room.js';

/** Beyond the longest run: settling takes a moment, and more when finance is away for a while. */
const MARGIN_S = 900;

/** May this be spent? Whatever is no clear answer of finance is none. */
export async function askFinance(
  requests: Pick<Requests, 'ask'>,
  task: TaskRecord,
  asked: Asked,
): Promise<SpendAnswer> {
  const question = spendQuestion(task, asked);
  const unanswered = spendUnanswered(question);
  try {
    const decision = await requests.ask(authorizeSpend, question, { fallback: unanswered, actor: question.actor });
    if (decision === unanswered) return { kind: 'unanswered', reason: unanswered.reason };
    return decision.decision === 'refused'
      ? await whyRefused(requests, asked, task, decision)
      : { kind: 'decided', decision };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // A question that can't be understood will not be understood the next time: it is a no, and the reason says why.
    if (error instanceof QuestionInvalid)
      return { kind: 'decided', decision: { decision: 'refused', reason, key: question.key } };
    return { kind: 'unanswered', reason };
  }
}

/** Refused for money that is spent, or only for money that others hold at this moment? Who can't be told asks again. */
async function whyRefused(
  requests: Pick<Requests, 'ask'>,
  { acting, cost }: Asked,
  task: TaskRecord,
  decision: SpendDecision,
): Promise<SpendAnswer> {
  const held = { minor: cost.amountMinor + cost.allowanceMinor, currency: task.currency! };
  const room = await roomOf(requests, acting.agent, held);
  if (!room) return { kind: 'unanswered', reason: 'it refused, and could not be asked whether there will be room' };
  return { kind: 'decided', decision, passes: room.hasRoomOnceSettled };
}

/** What finance is asked before a task begins. */
export function spendQuestion(task: TaskRecord, { acting, cost }: Asked): SpendQuestion {
  const { agent, capability } = acting;
  return {
    key: task.spendKey!,
    ...{ actor: `agent:${agent.id}`, agentId: agent.id, department: agent.department },
    ...{ category: agent.budget.category, purpose: oneLine(`${capability.title} for ${task.subject}`) },
    ...{ amountMinor: cost.amountMinor.toString(), currency: task.currency! },
    ...(cost.allowanceMinor > 0n && { allowanceMinor: cost.allowanceMinor.toString() }),
    expiresInS: heldForS(acting),
  };
}

/** Long enough for the longest run, for a person's yes before it, and for an answer that comes from outside. */
function heldForS({ agent, capability }: Asked['acting']): number {
  const { kind } = executorFor(agent, capability.name);
  if (kind === 'n8n' || kind === 'human') return SPEND_EXPIRES_IN_S_MAX;
  const approvalMs = capability.approval === 'never' ? 0 : PERSON_ANSWERS_WITHIN_MS;
  const seconds = Math.ceil((capability.timeoutMs + approvalMs) / 1_000) + MARGIN_S;
  return Math.min(seconds, SPEND_EXPIRES_IN_S_MAX);
}

const PURPOSE_MAX = 200;

const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').slice(0, PURPOSE_MAX);
