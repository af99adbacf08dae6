import { isPerson } from '../people/is-person.js';
import type { Approval } from './approval.js';

/** Why somebody may not decide. */
export interface NotTheirs {
  readonly why: 'no person' | 'own question' | 'not asked' | 'voted already';
  readonly detail: string;
}

type Asked = Pick<Approval, 'asker' | 'approvers' | 'delegates'>;

/**
 * Whether somebody may decide; undefined when they may. Four eyes: nobody votes on what they asked for, nobody votes twice, no
 * agent votes. Who was delegated to may although no policy names them.
 *
 * @param voted who has voted already
 */
export function whyMayNotDecide(
  { asker, approvers, delegates }: Asked,
  actor: string,
  voted: readonly string[] = [],
): NotTheirs | undefined {
  if (!isPerson(actor)) return { why: 'no person', detail: `${actor} is no person; people decide.` };
  if (actor === asker) return { why: 'own question', detail: `${actor} asked for it; somebody else decides.` };
  if (approvers.length > 0 && !approvers.includes(actor) && !delegates.includes(actor)) {
    const detail = `${actor} is not among those who decide it: ${[...approvers, ...delegates].join(', ')}.`;
    return { why: 'not asked', detail };
  }
  if (voted.includes(actor)) {
    return { why: 'voted already', detail: `${actor} has said yes already; it takes different people.` };
  }
  return undefined;
}

/** Whether something can be handed to somebody; undefined when it can. */
export function whyMayNotReceive({ asker, approvers, delegates }: Asked, from: string, to: string): string | undefined {
  if (!isPerson(to)) return `${to} is no person`;
  if (to === from) return 'it is yours already';
  if (to === asker) return `${to} asked for it`;
  if (approvers.includes(to) || delegates.includes(to)) return `${to} may decide it already`;
  return undefined;
}
