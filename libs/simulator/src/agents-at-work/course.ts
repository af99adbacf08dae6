/** Where a migration is taken in the demo. */
export type Goal = 'planned' | 'shadow' | 'canary_10' | 'canary_50' | 'active' | 'retired';

/** What happens to one migration in the demo. Most have none of their own: see `courseOf`. */
export interface Course {
  readonly goal: Goal;
  /** Of so many requests in shadow, one falls where the two sides differ. */
  readonly differsEvery?: number;
  /** One request in shadow falls there. */
  readonly differsOnce?: boolean;
  /** Why the match gate is overruled when it fails: the owner has looked at the differences. */
  readonly overrule?: string;
  /** Why it is rolled back from its goal. */
  readonly rollBack?: string;
  /** So many requests in the goal's state, or of each arm in a canary, and no more: it stays there. */
  readonly few?: number;
  /** Whose budget ends, and what it is, minor units. */
  readonly shortOfMoney?: { readonly side: 'legacy' | 'target'; readonly allocatedMinor: string };
  /** Each needs a person's yes: nobody gives it in the demo. */
  readonly needsYes?: boolean;
  /** Its target agent's workflow breaks in the demo, after so many requests in `active`. */
  readonly incidentAfter?: number;
}

const SAME_FIGURES =
  'The old agent looked at one week, the new one at four, and says so: that is what differs, and what we want.';

const COURSES: Readonly<Record<string, Course>> = {
  'live-chat-agent': { goal: 'shadow', differsEvery: 5 },
  'newsletter-agent': { goal: 'shadow', few: 12 },
  'email-marketing-agent': { goal: 'shadow', few: 20 },
  'sms-marketing-agent': { goal: 'shadow', few: 3, needsYes: true },
  'response-generation-task-agent': { goal: 'shadow', few: 3, needsYes: true },
  'youtube-agent': { goal: 'shadow', few: 9, shortOfMoney: { side: 'legacy', allocatedMinor: '40' } },
  'marketing-research-agent': { goal: 'shadow', few: 8, shortOfMoney: { side: 'legacy', allocatedMinor: '130' } },
  'product-development-agent': { goal: 'canary_10', shortOfMoney: { side: 'target', allocatedMinor: '940' } },
  'hospitality-sales-agent': { goal: 'canary_10', few: 20 },
  'competitive-analysis-agent': { goal: 'canary_10', few: 10 },
  'corporate-sales-agent': { goal: 'canary_50', few: 20 },
  'customer-lifecycle-task-agent': { goal: 'canary_50', few: 24 },
  'twitter-agent': { goal: 'canary_50', few: 16 },
  'support-ticket-agent': {
    ...{ goal: 'active', differsEvery: 10 },
    overrule: 'The old agent wanted two angry words for a complaint. One is enough: all differences are of that kind.',
  },
  'vendor-management-agent': {
    ...{ goal: 'active', differsEvery: 8 },
    overrule: 'The old agent took the cheapest although it needs a month. The new ranking is the one we want.',
  },
  'budget-management-agent': {
    ...{ goal: 'retired', differsEvery: 6 },
    overrule: 'The old agent warned at 90 %. Our rule is 80 %, and the new one keeps it.',
  },
  'customer-sentiment-task-agent': { goal: 'active', differsOnce: true },
  'supply-chain-agent': { goal: 'retired', overrule: SAME_FIGURES },
  'inventory-optimization-task-agent': { goal: 'active', differsEvery: 8, overrule: SAME_FIGURES },
  'tiktok-agent': {
    ...{ goal: 'canary_10', few: 12 },
    rollBack: 'The posts of the new agent lost their call to action. The old one goes on until they have one.',
  },
  'millennial-gen-z-sales-agent': { goal: 'active' },
  'global-customer-sales-agent': { goal: 'active', incidentAfter: 16 },
  'data-extraction-task-agent': { goal: 'planned' },
  'pictorem-agent': { goal: 'planned' },
};

/** Agents whose legacy predecessors are retired: the papers say of all of them that they are taken over as a whole. */
const RETIRING: ReadonlySet<string> = new Set([
  ...['analytics-director', 'finance-director', 'technology-director', 'inventory-management-agent'],
  'reviews-feedback-agent',
]);

/** What happens to the migration of a persona of a target agent. */
export function courseOf(targetAgentId: string, personaId: string): Course {
  return COURSES[personaId] ?? { goal: RETIRING.has(targetAgentId) ? 'retired' : 'active' };
}

/**
 * In which order migrations are taken: those with a story of their own first, one of every kind, so that a demo of few
 * migrations has it all; then the others as they come. What needs most time begins first.
 */
export const STORIES: readonly string[] = [
  ...['millennial-gen-z-sales-agent', 'global-customer-sales-agent', 'budget-management-agent', 'tiktok-agent'],
  ...['youtube-agent', 'corporate-sales-agent', 'competitive-analysis-agent', 'sms-marketing-agent'],
  ...['feedback-analysis-agent', 'product-development-agent', 'live-chat-agent', 'support-ticket-agent'],
];

/**
 * The first `most` of these migrations in the order in which the demo takes them. Whose target agent is going to stand still comes
 * last of them: from then on that agent gets no work of others either.
 */
export function inOrder<T extends { readonly targetAgentId: string; readonly personaId: string }>(
  migrations: readonly T[],
  most: number,
): T[] {
  const place = ({ personaId }: T): number => {
    const story = STORIES.indexOf(personaId);
    return story >= 0 ? story : personaId in COURSES ? STORIES.length : STORIES.length + 1;
  };
  const stops = (one: T) => Number(courseOf(one.targetAgentId, one.personaId).shortOfMoney?.side === 'target');
  const chosen = migrations.toSorted((a, b) => place(a) - place(b)).slice(0, most);
  return chosen.sort((a, b) => stops(a) - stops(b));
}
