import type { ActivationRuleShown } from '@vividwalls/contracts';
import { keyed } from '../api/keyed.js';
import type { Action } from '../command.js';
import { columns } from '../output.js';
import { shown } from '../terminal.js';
import { RULES, rulePath } from './activation-api.js';

const PAGE_SIZE = 100;

/** Rules that make tasks of events, in the order of their ids. */
export const rules: Action<{ limit: number; state?: string }> = async ({ api, output }, { limit, state }) => {
  const items = await api.list<ActivationRuleShown>(RULES, { state }, limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length === 0) {
      return state === undefined
        ? 'No rules: no event makes a task. Make one: POST /api/orchestration/activation-rules'
        : `No rule is ${state}. All of them: vw activation list`;
    }
    const titles = ['id', 'state', 'version', 'live', 'on', 'makes', 'when', 'name'];
    return output.table(
      columns(titles),
      items.map((one) => [
        ...[one.id, one.state, String(one.version), one.liveVersion === null ? '' : String(one.liveVersion)],
        ...[one.eventType, one.template.capability ?? '(routing finds it)', one.when, one.name],
      ]),
    );
  });
};

/** Lets the newest version make tasks. Exit code 1 when it was not tried on past events. */
export const goLive: Action<object> = async ({ api, output }, _options, [id]) => {
  const rule = await api.post<ActivationRuleShown>(`${rulePath(id!)}/live`, {}, keyed());
  output.result(rule, () =>
    shown(`${rule.id} is live in version ${rule.version}, from the next ${rule.eventType} on.`),
  );
};

/** Lets a rule make no tasks any more. */
export const retire: Action<object> = async ({ api, output }, _options, [id]) => {
  const rule = await api.post<ActivationRuleShown>(`${rulePath(id!)}/retire`, {}, keyed());
  output.result(rule, () => shown(`${rule.id} makes no tasks any more.`));
};
