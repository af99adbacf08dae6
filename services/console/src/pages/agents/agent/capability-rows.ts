import type { components } from '../../../api/openapi';
import type { Agent, Capability, Expertise } from '../schemas';

export interface CapabilityRow {
  readonly name: string;
  readonly title: string;
  /** Null until the capabilities are known. */
  readonly effects: Capability['effects'] | null;
  readonly dataClass: Capability['dataClass'] | null;
  /** The kind of executor that runs it for this agent. */
  readonly executor: string;
  readonly approval: string | null;
  /** In the agent's own role; undefined until it is known. */
  readonly own: Expertise | undefined;
  /** In its personas. */
  readonly inPersonas: readonly Expertise[];
}

export function capabilityRows(
  agent: Agent,
  capabilities: readonly Capability[],
  expertise: readonly Expertise[],
  acts: readonly Act[] = [],
): CapabilityRow[] {
  const known = new Map(capabilities.map((one) => [one.name, one]));
  return agent.capabilities.map(({ name, executor = agent.executor }) => {
    const capability = known.get(name);
    const of = expertise.filter((one) => one.capability === name);
    return {
      ...{ name, title: capability?.title ?? name, executor: executor.kind },
      ...{ effects: capability?.effects ?? null, dataClass: capability?.dataClass ?? null },
      approval: capability ? approvalWords(capability.approval, acts) : null,
      own: of.find(({ personaId }) => personaId === null),
      inPersonas: of.filter(({ personaId }) => personaId !== null),
    };
  });
}

type Act = Pick<components['schemas']['ActView'], 'name' | 'title'>;

/** Whether a person is asked before it begins; an act is named by its title, and by its name as long as that is not known. */
export function approvalWords(approval: Capability['approval'], acts: readonly Act[]): string {
  if (approval === 'never') return 'not asked';
  if (approval === 'always') return 'always asked';
  if (!('act' in approval)) return 'asked when a rule says so';
  return `asked: “${acts.find(({ name }) => name === approval.act)?.title ?? approval.act}”`;
}
