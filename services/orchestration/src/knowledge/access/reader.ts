import type { Roster } from '../../registry/roster.js';
import { DATA_CLASSES, type DataClass } from '../../registry/capability.js';

/** Whoever reads knowledge: a person, who may read everything, or an agent, who may read what it is on a list for. */
export type Reader =
  | { readonly kind: 'person'; readonly actor: string }
  | {
      readonly kind: 'agent';
      readonly actor: string;
      /** What it is called in lists of readers: `*`, `agent:…`, `department:…`, `level:…`. */
      readonly names: readonly string[];
      readonly dataClasses: readonly DataClass[];
    };

const AGENT = 'agent:';

/** What stands in a list of readers. */
export const READER = /^(\*|agent:[a-z0-9-]{1,64}|department:[^,\n]{1,64}|level:[a-z]{1,32})$/;

/**
 * Who somebody is as a reader. An agent is known by its id, its department and its level, and sees the classes of data that its
 * capabilities see. One that is not in the registry, or is retired, is nobody in particular: it reads what is public and for all.
 */
export function readerOf(actor: string, { agents, capabilities }: Pick<Roster, 'agents' | 'capabilities'>): Reader {
  if (!actor.startsWith(AGENT)) return { kind: 'person', actor };
  const agent = agents.get(actor.slice(AGENT.length));
  if (!agent || agent.status === 'retired') return { kind: 'agent', actor, names: ['*'], dataClasses: ['public'] };
  const highest = Math.max(
    // Everybody who works here sees what is internal.
    DATA_CLASSES.indexOf('internal'),
    ...agent.capabilities.map(({ name }) => DATA_CLASSES.indexOf(capabilities.get(name)?.dataClass ?? 'public')),
  );
  return {
    ...{ kind: 'agent', actor },
    names: ['*', `agent:${agent.id}`, `department:${agent.department}`, `level:${agent.level}`],
    dataClasses: DATA_CLASSES.slice(0, highest + 1),
  };
}
