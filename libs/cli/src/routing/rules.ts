import type { PersonaRuleShown } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { columns } from '../output.js';
import { RULES } from './routing-api.js';

const PAGE_SIZE = 100;

/** Rules that speak for personas, in the order of their ids. */
export const rules: Action<{ limit: number; state?: string }> = async ({ api, output }, { limit, state }) => {
  const items = await api.list<PersonaRuleShown>(RULES, { state }, limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length === 0) {
      return state === undefined
        ? 'No rules: nothing that a task says speaks for a persona. Make one: vw route rule-set FILE'
        : `No rule is ${state}. All of them: vw route rules`;
    }
    return output.table(
      columns(['id', 'state', 'speaks for', 'when', 'name'], ['weight', 'priority', 'version', 'live']),
      items.map((one) => [
        ...[one.id, one.state, `${one.agentId} as ${one.personaId}`, shortened(one.when), one.name],
        ...[one.weight, one.priority, one.version, one.liveVersion ?? ''].map(String),
      ]),
    );
  });
};

/** Enough of a condition to know it by; all of it: `vw route rule ID`. */
const SHOWN_CHARACTERS = 60;

const shortened = (text: string): string =>
  text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS - 1)}…`;
