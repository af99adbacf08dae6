import { rosterOf } from '../../registry/roster-snapshot.js';
import type { Roster } from '../../registry/roster.js';
import { registrySeed } from '../../registry/seeding/registry-seed.js';

/** The registry as it is delivered. */
export function seededRoster(): Roster {
  const { agents, capabilities } = registrySeed();
  return rosterOf(1, agents, capabilities);
}
