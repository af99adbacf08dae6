import type { ActAsked, Decision } from '../engine/playbook.js';
import type { JsonObject } from '../../json.js';

/** What an approval of a letter is asked with; the letter itself is the child's input. */
export function letterAsked(of: {
  readonly company: string;
  readonly template: 'outreach/first' | 'outreach/follow-up' | 'outreach/quote';
  readonly isReply: boolean;
  readonly letter: JsonObject;
}): ActAsked {
  const { company, template, isReply, letter } = of;
  return {
    act: 'customer.email',
    facts: { kind: 'marketing', recipients: 1, isReply, template },
    subject: company,
    does: letter,
    why: `A letter to ${company}: ${WHY[template]}`,
  };
}

const WHY = {
  'outreach/first': 'we have not written to them before',
  'outreach/follow-up': 'they have not answered the first',
  'outreach/quote': 'they asked for a quote',
} as const;

/** What approvals come to in a proposal. */
export const NOBODY_ASKED: Decision = {
  ...{ verdict: 'free', reason: 'a proposal asks nobody', approvalId: null, decidedBy: [] },
};
