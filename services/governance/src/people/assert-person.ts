import { Problem } from '@vividwalls/platform';
import { isPerson } from './is-person.js';

/** @throws Problem 403 when it is none */
export function assertPerson(actor: string, what: string): void {
  if (!isPerson(actor)) throw new Problem(403, 'Not allowed', `${actor} is no person; ${what}.`);
}
