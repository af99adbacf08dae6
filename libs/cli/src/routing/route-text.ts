import type { ExplainedRule, RoutingDecisionShown, RoutingExplanation } from '@vividwalls/contracts';
import { columns, type Output } from '../output.js';
import { shown } from '../terminal.js';

/** A decision for reading: who, how sure, why, by which rules, and who would be next. */
export function routeText(output: Output, explanation: RoutingExplanation): string {
  const { decision, rules, rulesVersion, rosterVersion } = explanation;
  const parts = [lead(output, decision), ...reasons(output, decision)];
  const holding = rules.filter(({ outcome }) => outcome === 'holds');
  if (holding.length > 0) {
    const rows = holding.map(({ id, agentId, personaId, name, weight }) => [
      ...[id, `${agentId} as ${personaId}`, name, figure(weight)],
    ]);
    parts.push('', output.table(columns(['rule that holds', 'speaks for', 'name'], ['weight']), rows));
  }
  parts.push(...unknown(output, rules));
  if (decision.kind === 'agent' && decision.others.length > 0) {
    const rows = decision.others.map((one) => [one.agentId, one.personaId ?? '', figure(one.score)]);
    parts.push('', output.table(columns(['fallback', 'persona'], ['score']), rows));
  }
  return [...parts, '', `By version ${rosterVersion} of the roster and ${rulesVersion} of the rules.`].join('\n');
}

/** Dozens of rules may wait for the same word: told by what is missing, most wanted first. */
function unknown(output: Output, rules: readonly ExplainedRule[]): string[] {
  const counts = new Map<string, number>();
  for (const { outcome, reason = 'no reason is given' } of rules)
    if (outcome === 'unknown') counts.set(reason, (counts.get(reason) ?? 0) + 1);
  if (counts.size === 0) return [];
  const rows = [...counts].sort(([, a], [, b]) => b - a).map(([reason, count]) => [reason, String(count)]);
  return ['', output.table(columns(['rules that could not be known'], ['rules']), rows)];
}

function lead({ paint }: Output, decision: RoutingDecisionShown): string {
  const sure = `${Math.round(decision.confidence * 100)} % sure`;
  switch (decision.kind) {
    case 'agent': {
      const persona = decision.personaId === null ? '' : ` as ${decision.personaId}`;
      return paint.green(shown(`${decision.agentId}${persona}, for ${decision.capability} (${sure})`));
    }
    case 'clarify':
      return [
        paint.yellow(`Not sure enough (${sure}). It would ask:`),
        ...decision.questions.map((question) => `  ${shown(question)}`),
      ].join('\n');
    case 'person':
      return paint.yellow(`No agent: a person must decide (${sure}).`);
  }
}

function reasons(output: Output, { reasons }: RoutingDecisionShown): string[] {
  if (reasons.length === 0) return [];
  const rows = reasons.map(({ criterion, text, weight }) => [
    criterion,
    text,
    weight === undefined ? '' : figure(weight),
  ]);
  return ['', output.table(columns(['criterion', 'why'], ['weight']), rows)];
}

/** Three digits tell parts of a score apart; more are noise of binary fractions. */
const figure = (value: number): string => String(Number(value.toFixed(3)));
