import { Problem, type BodyFault } from '@vividwalls/platform';
import { isAgent } from '../approvals/is-agent.js';

/** Constraints by which the database refuses two budgets of one scope at the same time. */
const OVERLAPS = new Set(['budget_accounts_overlap', 'daily_budgets_overlap']);

/** What is asked for breaks rules; each fault names its field. Nothing was changed. */
export function unprocessable(detail: string, ...errors: readonly BodyFault[]): Problem {
  const faults = errors.map(({ pointer, message }) => `${pointer} ${message}`).join('; ');
  return new Problem(422, 'Not acceptable', `${detail} ${faults}`, { errors });
}

export function noBudget(id: string): Problem {
  return new Problem(404, 'No such budget', `There is no budget ${id}.`);
}

/** Whether the database refused a budget because one of its scope is in force at the time. */
export function isOverlap(error: unknown): boolean {
  const { constraint } = (error as { driverError?: { constraint?: string } }).driverError ?? {};
  return constraint !== undefined && OVERLAPS.has(constraint);
}

/** Who spends does not make budgets. @throws Problem 403 for an agent */
export function assertPerson(actor: string): void {
  if (isAgent(actor)) throw new Problem(403, 'Not allowed', `${actor} is an agent; budgets are made by people.`);
}

/** SQLSTATE of two transactions that wait for one another. */
const DEADLOCK = '40P01';

/**
 * Two that make budgets of one scope at the same moment may wait for one another's row, and the database ends one of them. Tried
 * again, it finds the other's budget and says so.
 */
export async function againAfterDeadlock<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
    if ((code ?? driverError?.code) !== DEADLOCK) throw error;
    return work();
  }
}
