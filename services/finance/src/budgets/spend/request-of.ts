import { SPEND_EXPIRES_IN_S, type SpendQuestion } from '@vividwalls/contracts';
import type { BodyFault } from '@vividwalls/platform';
import { agentOf } from '../../approvals/is-agent.js';
import { scopeWord } from '../budget-scope.js';
import { unitNamed } from '../budget-unit.js';
import type { SpendRequest } from './spend-request.js';

const NO_WORD = 'must be 1 to 64 letters, digits, dots, colons or hyphens, the first a letter or digit';

/**
 * The request in a question whose form is sound: names as they are kept, defaults filled in, the agent of an actor found. Or
 * every fault of its content. An agent spends in its own name, never in another's.
 */
export function requestOf(question: SpendQuestion): { request: SpendRequest } | { faults: BodyFault[] } {
  const faults: BodyFault[] = [];
  const word = (pointer: string, text: string): string => {
    const kept = scopeWord(text);
    if (kept === undefined) faults.push({ pointer, message: NO_WORD });
    return kept ?? '';
  };
  const named = unitNamed(question);
  if ('pointer' in named) faults.push(named);
  const amountMinor = BigInt(question.amountMinor);
  if (amountMinor === 0n) faults.push({ pointer: '/amountMinor', message: 'must be above zero' });
  const department = word('/department', question.department);
  const category = word('/category', question.category);
  const own = agentOf(question.actor);
  const agent = question.agentId ?? own;
  const agentId = agent === undefined ? null : word('/agentId', agent);
  if (own !== undefined && agentId !== null && agentId !== scopeWord(own))
    faults.push({ pointer: '/agentId', message: `must be that of ${question.actor}, who spends` });
  if (faults.length > 0 || 'pointer' in named) return { faults };
  const { key, actor, purpose, expiresInS = SPEND_EXPIRES_IN_S } = question;
  const allowanceMinor = BigInt(question.allowanceMinor ?? 0);
  return {
    request: {
      ...{ key, actor, agentId, department, category, purpose, unit: named.unit },
      ...{ amountMinor, allowanceMinor, expiresInS },
    },
  };
}
