import type { Roster } from '../../registry/roster.js';
import type { LabelledTask } from '../labelled/labelled-task.js';
import { isOwnRole } from '../persona-fit.js';
import { answersOf, wordsOfTask } from '../task-facts.js';
import type { Belongs, Sample } from './sample.js';

/**
 * Labelled tasks as what routing learns from. Where only the agent was named, it is the agent's own role. Tasks without words teach
 * nothing, nor do those that went to a person because questions were answered in vain: that is no matter of their words.
 */
export function samplesOf(labels: readonly LabelledTask[], roster: Roster, isCorrection: boolean): Sample[] {
  return labels.flatMap(({ id, context, expected }) => {
    const text = wordsOfTask({ context });
    const wasAskedInVain = expected === 'person' && answersOf(context.clarifications).length > 0;
    const belongs = belongsTo(expected, roster);
    return text === '' || wasAskedInVain || belongs === undefined
      ? []
      : [{ id, text, belongs, isCorrection, isByWords: isCorrection || isByWords(context) }];
  });
}

/** Facts beside the words may have decided where it belongs; how it came has not. */
function isByWords({ customerType, segment, tags, country, orderValueMinor }: LabelledTask['context']): boolean {
  return [customerType, segment, tags, country, orderValueMinor].every((fact) => fact === undefined);
}

function belongsTo(expected: LabelledTask['expected'], roster: Roster): Belongs | undefined {
  if (typeof expected === 'string') return expected;
  const { agentId, personaId } = expected;
  if (personaId !== null) return { agentId, personaId };
  const agent = roster.agents.get(agentId);
  const own = agent?.personas.find((persona) => isOwnRole(persona, agent)) ?? agent?.personas[0];
  return own && { agentId, personaId: own.id };
}
