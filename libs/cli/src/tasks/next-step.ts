import type { TaskShown } from '@vividwalls/contracts';

/** What an operator can do about a task; null when it goes on by itself, or there is nothing to do. */
export function nextStep({ id, state, waitsFor, spendKey, agentId, questions }: TaskShown): string | null {
  switch (state) {
    case 'awaiting_approval':
      return `It begins when somebody says yes: vw tasks approve ${id} --reason …, or no: vw tasks reject ${id} --reason …`;
    case 'failed':
    case 'timed_out':
      return `Try it again: vw tasks retry ${id}`;
  }
  switch (waitsFor) {
    case 'clarification':
      return [...questions, `Answer in that order: vw tasks answer ${id} ANSWER…`].join('\n');
    case 'person':
      return `It waits for a person's work. Give the result: vw tasks answer ${id} --output JSON`;
    case 'budget':
      return spendKey === null
        ? `There is no money for ${agentId ?? 'it'} now. See: vw finance budgets`
        : `Somebody else must let it pass the limit: vw finance spend approve ${spendKey} --reason …`;
  }
  return null;
}
