import type { MigrationShown, PersonaRuleShown } from '@vividwalls/contracts';
import { personaRequests } from '@vividwalls/simulator';
import { keyed } from '../../api/keyed.js';
import { ALL, isRefusal, LANES, type Demo } from './demo.js';
import { inLanes } from './in-lanes.js';

const RULES = '/api/orchestration/persona-rules';

/**
 * No work reaches a persona for which no rule speaks. Those of the demo that have none get one, for work that carries their name
 * as a tag: it decides about no other work. @returns how many went live
 */
export async function makePersonaRules(demo: Demo, migrations: readonly MigrationShown[]): Promise<number> {
  const rules = await demo.api.list<PersonaRuleShown>(RULES, {}, ALL, 100);
  const live = new Set(rules.filter(({ liveVersion }) => liveVersion !== null).map(({ id }) => id));
  const tagged = new Map(personaRequests().flatMap(({ persona, tag }) => (tag === undefined ? [] : [[persona, tag]])));
  const lacking = migrations.filter(({ personaId }) => tagged.has(personaId) && !live.has(idOf(personaId)));
  await Promise.all(inLanes(lacking, LANES, (migration) => make(demo, migration, tagged.get(migration.personaId)!)));
  return lacking.length;
}

const idOf = (personaId: string): string => `demo-${personaId}`;

async function make(demo: Demo, { targetAgentId, personaId }: MigrationShown, tag: string): Promise<void> {
  const id = idOf(personaId);
  const rule = {
    ...{ id, name: `demo: tagged ${tag}`, source: 'vw agents simulate' },
    ...{ when: `tags.exists(t, t == ${JSON.stringify(tag)})`, agentId: targetAgentId, personaId },
    ...{ weight: 0.9, priority: 30 },
  };
  // It is there already when the demo was cut between the two.
  await demo.api.post(RULES, rule, keyed()).catch((error: unknown) => {
    if (!isRefusal(error, 409)) throw error;
  });
  await demo.api.post(`${RULES}/${id}/live`, {}, keyed());
}
