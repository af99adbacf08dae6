import type { Agent } from '../agent.js';
import { REGISTRY_DEFAULTS } from '../registry-defaults.js';
import { isSameJson } from '../same-json.js';
import type { AgentBody } from './agent-requests.js';

/** The agent that a request asks for, its version the next. What is left out stays as it was, or gets its default. */
export function agentOf(id: string, body: AgentBody, before: Agent | undefined, actor: string): Agent {
  const { expectedVersion: _seen, ...asked } = body;
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  const defaults = {
    ...REGISTRY_DEFAULTS,
    ...{ level: 'specialist', role: '', inLegacy: false, inTarget: true, status: 'active', tools: [], personas: [] },
    ...{ capabilities: [], alsoReportsTo: null, sources: [actor] },
  } as const;
  // Plain, whatever classes the request was read into: it is compared and kept as JSON.
  return JSON.parse(
    JSON.stringify({ ...defaults, ...before, ...given, id, version: (before?.version ?? 0) + 1 }),
  ) as Agent;
}

/** What differs between two states of an agent, in words; undefined when nothing does. */
export function changeOf(before: Agent | undefined, after: Agent): string | undefined {
  if (!before) return 'made';
  const names = (Object.keys(after).sort() as (keyof Agent)[]).filter(
    (name) => name !== 'version' && !isSameJson(before[name], after[name]),
  );
  if (names.length === 0) return undefined;
  if (names.length === 1 && names[0] === 'status') return `status ${before.status} → ${after.status}`;
  return `${names.join(', ')} changed`;
}
