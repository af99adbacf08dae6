import type { TaskShown } from '@vividwalls/contracts';

/** What an operator can do about a task; null when it goes on by itself, or there is nothing to do. */
export function nextStep({ id, state, waitsFor, spendKey, agentId, questions, approvalId }: TaskShown): string | null {
  switch (state) {
    case 'awaiting_approval':
      return decideText(approvalId);
    case 'failed':
    case 'timed_out':
      return `Try it again: vw tasks retry ${id}`;
  }
  switch (waitsFor) {
    case 'clarification':
      return [...questions, `Answer in that order: vw tasks answer ${id} ANSWER…`].join('\n');
    case 'approval':
      return decideText(approvalId);
    case 'person':
      return `It waits for a person's work. Give the result: vw tasks answer ${id} --output JSON`;
    case 'budget':
      return spendKey === null
        ? `There is no money for ${agentId ?? 'it'} now. See: vw finance budgets`
        : `Somebody else must let it pass the limit: vw finance spend approve ${spendKey} --reason …`;
  }
  return null;
}

/** People decide in governance's inbox, whatever asks. */
const decideText = (approvalId: string | null): string =>
  approvalId === null
    ? 'Governance could not be asked yet; it is asked again by itself.'
    : `It goes on when people have decided: vw approvals show ${approvalId}`;
