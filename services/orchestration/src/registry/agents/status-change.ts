import type { AgentStatus } from '../agent.js';

/**
 *     planned ──▶ active ◀──▶ paused
 *        └──────────┴───────────┴────▶ retired
 *
 * Retired is the end, for people. (A migration that is rolled back takes its own retirements back, see RegistryWriter.)
 */
const LEADS_TO: Readonly<Record<AgentStatus, readonly AgentStatus[]>> = {
  planned: ['active', 'retired'],
  active: ['paused', 'retired'],
  paused: ['active', 'retired'],
  retired: [],
};

/** What is wrong with giving an agent another status; undefined when nothing is. The same status again changes nothing. */
export function statusFault(from: AgentStatus, to: AgentStatus): string | undefined {
  if (from === to || LEADS_TO[from].includes(to)) return undefined;
  const ways = LEADS_TO[from].join(' or ') || 'nothing else';
  return `from ${from} an agent can become ${ways}, not ${to}`;
}
