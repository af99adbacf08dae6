import { Problem } from '@vividwalls/platform';

/** Who does the work does not say who may. @throws Problem 403 for an agent */
export function assertPerson(actor: string): void {
  if (actor.startsWith('agent:'))
    throw new Problem(403, 'Not allowed', `${actor} is an agent; the registry is kept by people.`);
}
