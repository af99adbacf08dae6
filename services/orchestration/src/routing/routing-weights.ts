/**
 * What each criterion counts in a candidate's score, 0 to 1 in sum. What is known about agents together counts no more than a
 * quarter of what the task says: it decides between agents for whom the same speaks, and never between two personas of
 * which one is meant. The margin below which it could turn a choice is one at which confidence is too low to choose at all.
 */
export const WEIGHTS = { persona: 0.8, expertise: 0.08, health: 0.05, load: 0.05, cost: 0.02 } as const;

/** Below it nobody is chosen: a question, then a person. `../shared/data/messages.json`, persona_detection. */
export const CONFIDENCE_THRESHOLD = 0.7;

/** Several agents can do it, none of the rules that tell them apart holds, and nobody has it as its own role: a guess. */
export const CONFIDENCE_GUESSED = 0.4;

/** Rules tell personas apart, none holds, and the only or the ablest agent has a role of its own for it: perhaps the wrong one. */
export const CONFIDENCE_OWN_ROLE = 0.8;

/** An agent whose tries were too few to say. Not perfect, so that proven ones are preferred; not bad, so that it gets any. */
export const HEALTH_UNKNOWN = 0.9;

/** Candidates that are handed on for falling back. More than any fallback chain tries. */
export const MAX_OTHERS = 20;

/** Samples that speak for a persona less than this are no evidence: they would only make the list of candidates long. */
export const LIKELIHOOD_MIN = 0.05;

/** A task that names its work is asked about only when samples say this much; else who has it as its own role gets it. */
export const LIKELIHOOD_OF_NAMED_WORK = 0.5;

/** How sure it must be that a person should see a text: a threat that an agent answers is worse than a person who looks in vain. */
export const CONFIDENCE_FOR_PERSON = 0.4;

/** When nobody is likelier than this, a text says too little to offer anybody: it is asked what it is about. */
export const LIKELIHOOD_TO_OFFER = 0.02;

/** Where nobody is sure, a text that is this likely a matter for a person goes to one instead of being asked about. */
export const LIKELIHOOD_FOR_PERSON = 0.05;
