import type { PersonaRuleShown } from '@vividwalls/contracts';
import { keyed } from '../api/keyed.js';
import type { Action } from '../command.js';
import { shown } from '../terminal.js';
import { rulePath } from './routing-api.js';

/** Lets a rule's newest version decide. Exit code 2 when the registry has changed so that it no longer is sound. */
export const ruleLive: Action<object> = async ({ api, output }, _options, [id]) => {
  const rule = await api.post<PersonaRuleShown>(`${rulePath(id!)}/live`, {}, keyed());
  output.result(rule, () =>
    shown(`${rule.id} decides in version ${rule.version}, from the next piece of work on. See: vw route accuracy`),
  );
};

/** Lets a rule decide nothing any more. */
export const ruleRetire: Action<object> = async ({ api, output }, _options, [id]) => {
  const rule = await api.post<PersonaRuleShown>(`${rulePath(id!)}/retire`, {}, keyed());
  output.result(rule, () => shown(`${rule.id} decides nothing any more.`));
};
