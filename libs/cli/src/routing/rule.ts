import type { PersonaRuleShown } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { facts } from '../facts.js';
import { changesOf, versionsText, type Version } from '../history/versions.js';
import type { Output } from '../output.js';
import { shown } from '../terminal.js';
import { rulePath } from './routing-api.js';

/** Less than this is not enough to be given the work. */
const PROVES_ALONE = 0.7;

/** One rule and who changed it. Exit code 5 when there is none of that id. */
export const rule: Action<object> = async ({ api, output }, _options, [id]) => {
  const found = await api.get<PersonaRuleShown>(rulePath(id!));
  const kept = await api.get<PersonaRuleShown[]>(`${rulePath(id!)}/versions`);
  const versions = kept.map(versionOf);
  const changes = changesOf(versions);
  const items = changes.map((one, index) => ({ ...kept[index]!, changes: one }));
  output.result({ ...found, versions: items }, () =>
    [ruleText(output, found), '', versionsText(output, versions, changes)].join('\n'),
  );
};

/** What people write of a rule, apart from how it stands. */
function versionOf(kept: PersonaRuleShown): Version {
  const { version, change, updatedAt, updatedBy, state: _state, liveVersion: _liveVersion, ...is } = kept;
  return { version, change, at: updatedAt, actor: updatedBy, is };
}

function ruleText({ paint }: Output, one: PersonaRuleShown): string {
  const { id, name, agentId, personaId, when, capability, weight, priority, source } = one;
  const lead = facts([
    ['rule', `${id}, ${name}`],
    ['state', standText(one)],
    ['speaks for', `${agentId} as ${personaId}`],
    ['when', when],
    ['work', capability ?? 'what the persona is best at, where the task names none'],
    ['weight', weight < PROVES_ALONE ? `${weight}: it needs a second rule` : String(weight)],
    ['priority', String(priority)],
    ['source', source],
  ]);
  const next = nextStep(one);
  return next === null ? lead : `${lead}\n${paint.yellow(shown(next))}`;
}

function standText({ state, version, liveVersion }: PersonaRuleShown): string {
  if (liveVersion === null || liveVersion === version) return `${state}, version ${version}`;
  return `${state}, version ${version}; version ${liveVersion} decides until this one is live`;
}

const nextStep = ({ id, state }: PersonaRuleShown): string | null =>
  state === 'draft'
    ? `It decides nothing yet. Test it: vw route rule-test ${id}, then: vw route rule-live ${id}`
    : null;
