/** Whom words belong to: a persona; `person` for what no agent should answer; `clarify` for what says too little. */
export type Belongs = { readonly agentId: string; readonly personaId: string } | 'person' | 'clarify';

/** A text of which a person has said where it belongs. */
export interface Sample {
  /** Unique. Of corrections of the same text the one with the greatest id is the newest. */
  readonly id: string;
  readonly text: string;
  readonly belongs: Belongs;
  /** Whether it corrects a decision: then it counts before what was delivered. */
  readonly isCorrection: boolean;
  /** Whether its words alone say where it belongs: then the same text goes there. */
  readonly isByWords: boolean;
}

/** The words in which work for a persona is asked for: what stands for samples where there are few. */
export interface PersonaWords {
  /** Both null: words of what a person should see. */
  readonly agentId: string | null;
  readonly personaId: string | null;
  /** What it is for, as an answer to a question: `pictures for a hotel or restaurant`. */
  readonly plain: string;
  /** What the work is when the task doesn't name it; null: what the persona is best at. */
  readonly capability: string | null;
  readonly words: readonly string[];
}

export const keyOf = (belongs: Belongs): string =>
  typeof belongs === 'string' ? belongs : `${belongs.agentId}/${belongs.personaId}`;
