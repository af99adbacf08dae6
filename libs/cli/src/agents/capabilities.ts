import type { AgentShown, CapabilityShown } from '@vividwalls/contracts';
import type { Api } from '../api/api.js';
import { usageError } from '../command-error.js';
import type { Action } from '../command.js';
import { columns, type Output } from '../output.js';
import { AGENTS, CAPABILITIES, capabilityPath } from './agents-api.js';
import { approvalText, capabilityText, effectsText } from './capability-text.js';

const PAGE_SIZE = 100;
/** More than there are agents. */
const AGENTS_MAX = 1_000;

export interface CapabilitiesOptions {
  readonly limit: number;
  readonly effects?: string;
}

/** What can be done; or one of it, with its schemas and who has it. Exit code 5 when there is none so named. */
export const capabilities: Action<CapabilitiesOptions> = async ({ api, output }, { limit, effects }, [name]) => {
  if (name !== undefined) {
    if (effects !== undefined) throw usageError('--effects chooses among all of them: leave out the name.');
    return showCapability(api, output, name);
  }
  const items = await api.list<CapabilityShown>(CAPABILITIES, { effects }, limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length > 0) return capabilityTable(output, items);
    return effects === undefined
      ? 'There are no capabilities. Add one: vw agents capability add FILE'
      : 'No capabilities match. All of them: vw agents capabilities';
  });
};

async function showCapability(api: Api, output: Output, name: string): Promise<void> {
  const capability = await api.get<CapabilityShown>(capabilityPath(name));
  const agents = await api.list<AgentShown>(AGENTS, { capability: name }, AGENTS_MAX, PAGE_SIZE);
  const having = agents.map(({ id, status, inTarget, executor, capabilities }) => {
    const has = capabilities.find((one) => one.name === name);
    return { executor, ...has, id, status, inTarget };
  });
  output.result({ ...capability, agents: having }, () => capabilityText(output, capability, having));
}

function capabilityTable(output: Output, items: readonly CapabilityShown[]): string {
  return output.table(
    columns(['name', 'title', 'effects', 'data', 'approval', 'compared by'], ['agents', 'within', 'version']),
    items.map((one) => [
      ...[one.name, one.title, effectsText(one), one.dataClass, approvalText(one), one.comparator.name],
      ...[String(one.targetAgents.length), `${one.timeoutMs} ms`, String(one.version)],
    ]),
  );
}
