import type { AgentCapabilityShown, AgentShown, CapabilityShown } from '@vividwalls/contracts';
import { facts } from '../facts.js';
import { columns, type Output } from '../output.js';
import { jsonLines, shown } from '../terminal.js';

/** An agent that has the capability, and how. */
export type HavingAgent = Pick<AgentShown, 'id' | 'status' | 'inTarget' | 'executor'> & Partial<AgentCapabilityShown>;

/** A capability for reading: what it is and may do, what goes in and comes out, and who has it. */
export function capabilityText(output: Output, capability: CapabilityShown, having: readonly HavingAgent[]): string {
  const { name, title, description, version, dataClass, comparator, timeoutMs } = capability;
  const lead = facts([
    ['capability', `${name}, ${title}`],
    ['version', String(version)],
    ['does', description],
    ['effects', effectsText(capability)],
    ['data', dataClass],
    ['approval', approvalText(capability)],
    ['compared by', comparator.name + (comparator.settings ? ` ${JSON.stringify(comparator.settings)}` : '')],
    ['one try', `${timeoutMs} ms at most`],
  ]);
  return [
    ...[lead, '', 'input', ...jsonLines(capability.inputSchema)],
    ...['', 'output', ...jsonLines(capability.outputSchema)],
    ...['', agentTable(output, name, having)],
  ].join('\n');
}

/** What it may do, and whether that can be taken back. */
export const effectsText = ({ effects, reversible }: CapabilityShown): string =>
  effects === 'none' || reversible ? effects : `${effects}, for good`;

/** Whether a person must say yes before it begins. */
export const approvalText = ({ approval }: CapabilityShown): string =>
  typeof approval === 'string' ? approval : 'act' in approval ? approval.act : `when ${approval.when}`;

function agentTable(output: Output, name: string, having: readonly HavingAgent[]): string {
  if (having.length === 0) return shown(`No agent has it. Let one have it: vw agents grant AGENT ${name}`);
  return output.table(
    columns(['who has it', 'status', 'roster', 'executor'], ['expertise', 'expected cost']),
    having.map(({ id, status, inTarget, executor, expertise, costMinor }) => [
      ...[id, status, inTarget ? 'target' : 'legacy', executor.kind],
      ...[expertise === undefined ? '' : String(expertise), costMinor === '0' ? 'free' : (costMinor ?? '')],
    ]),
  );
}
