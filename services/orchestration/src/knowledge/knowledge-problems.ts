import { Problem } from '@vividwalls/platform';

const SHOWN_CHARACTERS = 100;

/** The same answer for what there is not and for what somebody may not read: neither tells of the other. */
export const noArticle = (id: string): Problem =>
  new Problem(404, 'No such article', `There is no article ${id.slice(0, SHOWN_CHARACTERS)} that you may read.`);

export const noDomain = (id: string): Problem =>
  new Problem(404, 'No such domain', `There is no domain ${id.slice(0, SHOWN_CHARACTERS)}.`);

export const noContradiction = (id: string): Problem =>
  new Problem(404, 'No such contradiction', `There is no contradiction ${id.slice(0, SHOWN_CHARACTERS)}.`);

/** @throws Problem 403 for an agent */
export function assertPersonKeeps(actor: string, what: string): void {
  if (actor.startsWith('agent:')) throw new Problem(403, 'Not allowed', `${actor} is an agent; ${what}.`);
}
