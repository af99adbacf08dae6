import type { Roster } from '../../registry/roster.js';
import { faultsOfSource, type RuleBodyFault } from '../../routing/rules/rule-faults.js';
import type { Json } from '../../json.js';
import { ACTIVATING_TYPES } from './activating-events.js';
import { ACTIVATION_VARIABLES, expressionIn, type ActivationRuleBody } from './activation-rule.js';

/** Expressions in one template: more than any task needs. */
const EXPRESSIONS_MAX = 100;

const DEPTH_MAX = 10;

/** What is wrong with what a rule makes; every fault with its place. */
export function faultsOfActivation({ eventType, template }: ActivationRuleBody, roster: Roster): RuleBodyFault[] {
  const { capability, agentId, personaId, subject, key, input, context } = template;
  const expressions = [
    ...expressionsIn(input, '/template/input'),
    ...expressionsIn(context ?? {}, '/template/context'),
  ];
  const faults = [
    ...faultsOfSource('/template/subject', subject, ACTIVATION_VARIABLES, 'expression'),
    ...(key === undefined ? [] : faultsOfSource('/template/key', key, ACTIVATION_VARIABLES, 'expression')),
    ...expressions.flatMap(([pointer, source]) =>
      source === undefined
        ? [{ pointer, message: `is nested deeper than ${DEPTH_MAX}` }]
        : faultsOfSource(pointer, source, ACTIVATION_VARIABLES, 'expression'),
    ),
  ];
  if (!ACTIVATING_TYPES.has(eventType)) faults.push({ pointer: '/eventType', message: 'is no event that makes tasks' });
  if (expressions.length > EXPRESSIONS_MAX) {
    faults.push({ pointer: '/template', message: `has more than ${EXPRESSIONS_MAX} expressions` });
  }
  if (capability !== null && !roster.capabilities.has(capability)) {
    faults.push({ pointer: '/template/capability', message: 'is no capability' });
  }
  if (agentId !== undefined) faults.push(...faultsOfAgent(agentId, personaId, capability, roster));
  else if (personaId !== undefined) faults.push({ pointer: '/template/personaId', message: 'needs an agentId' });
  return faults;
}

function faultsOfAgent(
  agentId: string,
  personaId: string | undefined,
  capability: string | null,
  roster: Roster,
): RuleBodyFault[] {
  const agent = roster.agents.get(agentId);
  if (!agent?.inTarget) return [{ pointer: '/template/agentId', message: 'is no agent of the roster after' }];
  const faults: RuleBodyFault[] = [];
  if (personaId !== undefined && !agent.personas.some(({ id }) => id === personaId)) {
    faults.push({ pointer: '/template/personaId', message: `is no persona of ${agentId}` });
  }
  if (capability !== null && !agent.capabilities.some(({ name }) => name === capability)) {
    faults.push({ pointer: '/template/capability', message: `is none that ${agentId} has` });
  }
  return faults;
}

/** Expressions with their places; undefined in place of one that lies too deep. */
function expressionsIn(value: Json, pointer: string, depth = 0): (readonly [string, string | undefined])[] {
  const source = expressionIn(value);
  if (source !== undefined) return [[`${pointer}/cel`, source]];
  if (typeof value !== 'object' || value === null) return [];
  if (depth >= DEPTH_MAX) return [[pointer, undefined]];
  return Object.entries(value).flatMap(([name, part]) =>
    expressionsIn((part ?? null) as Json, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1),
  );
}
