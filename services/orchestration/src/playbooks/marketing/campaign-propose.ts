import type { FigureName } from '@vividwalls/contracts';
import type { JsonObject } from '../../json.js';
import { byItself } from '../by-itself.js';
import {
  BadInput,
  definePlaybook,
  isYes,
  type ActAsked,
  type ApprovalStep,
  type ChildStep,
  type ComputeStep,
  type PlaybookRun,
  type ReadStep,
} from '../engine/playbook.js';
import { maybeMinor, maybeNumber, maybeObject, maybeText, text } from '../engine/reading.js';
import { dayThere } from '../time/shop-days.js';
import { figureInWords } from '../wording/figure-words.js';
import { checkCampaign, type CampaignFacts, type CampaignFindings } from './campaign-checks.js';

type Campaign = CampaignFacts & { readonly goal: string };
type Run = PlaybookRun<Campaign>;

/** How long a part is waited for that people or workflows carry out. */
const PATIENCE_MS = 14 * 86_400_000;
/** How far back whoever decides looks. */
const LOOKED_BACK_DAYS = 28;
const LOOKED_AT: readonly FigureName[] = ['net_revenue', 'ad_spend', 'gross_margin_percent'];

const checks: ComputeStep<Campaign, CampaignFindings & { readonly patientUntil: string }> = {
  kind: 'compute',
  name: 'checks',
  work: ({ input, now }) => ({
    ...checkCampaign(input, dayThere(now, 'UTC')),
    patientUntil: new Date(now.getTime() + PATIENCE_MS).toISOString(),
  }),
};

interface LookedAt {
  readonly name: FigureName;
  readonly value: string | null;
  readonly currency: string | null;
  readonly reason: string | null;
}

/** What the last four weeks came to, for whoever decides. */
const lately: ReadStep<Campaign, readonly LookedAt[]> = {
  kind: 'read',
  name: 'lately',
  async work({ now }, { figures }) {
    const from = new Date(now.getTime() - LOOKED_BACK_DAYS * 86_400_000);
    const found = await figures(LOOKED_AT, from, now);
    return found.map(({ name, value, currency, reason }) => ({ name, value, currency, reason }));
  },
};

const isSound = (run: Run): boolean => run.of(checks).faults.length === 0;

/** A part of a campaign: people say yes to it, and somebody carries it out. */
interface Part {
  readonly name: 'offer' | 'ads' | 'letter';
  readonly ask: ApprovalStep<Campaign>;
  readonly work: ChildStep<Campaign>;
}

interface PartDefinition {
  readonly name: Part['name'];
  readonly capability: string;
  readonly isWanted: (campaign: Campaign) => boolean;
  readonly asked: (run: Run) => Pick<ActAsked, 'act' | 'facts'>;
  readonly input: (run: Run) => JsonObject;
}

function definePart({ name, capability, isWanted, asked, input }: PartDefinition): Part {
  const ask: ApprovalStep<Campaign> = {
    ...{ kind: 'approval', name: `ask-${name}` },
    when: (run) => isSound(run) && isWanted(run.input),
    act: (run) => ({
      ...asked(run),
      does: input(run),
      why: whyOf(name, run),
      costOfWaiting: `the campaign begins on ${run.input.fromDay}`,
    }),
    orElse: 'go_on',
    proposal: () => ({ verdict: 'free', reason: 'a proposal asks nobody', approvalId: null, decidedBy: [] }),
  };
  const work: ChildStep<Campaign> = {
    ...{ kind: 'child', name, guard: ask },
    when: (run) => {
      const decision = run.maybe(ask);
      return decision !== undefined && isYes(decision);
    },
    task: (run) => ({ capability, input: input(run), ...byItself(run, capability) }),
    until: (run) => new Date(run.of(checks).patientUntil),
    orElse: 'go_on',
    proposal: () => ({ taskId: '', state: 'succeeded', output: null, error: null }),
  };
  return { name, ask, work };
}

const offer = definePart({
  ...{ name: 'offer', capability: 'discount.publish' },
  isWanted: (campaign) => campaign.offer !== null,
  asked: ({ input }) => ({
    act: 'discount.publish',
    // The end is said as the last second of its last day: the next midnight reads as another day.
    facts: {
      ...{ code: input.offer!.code, percent: input.offer!.percent },
      ...{ startsAt: `${input.fromDay}T00:00:00Z`, endsAt: `${input.toDay}T23:59:59Z` },
    },
  }),
  input: ({ input }) => ({
    ...{ code: input.offer!.code, percent: input.offer!.percent },
    ...{ fromDay: input.fromDay, toDay: input.toDay },
  }),
});

const ads = definePart({
  ...{ name: 'ads', capability: 'ads.place' },
  isWanted: (campaign) => campaign.ads !== null,
  asked: ({ input }) => ({
    act: 'ads.spend',
    facts: {
      ...{ amountMinor: String(input.ads!.amountMinor), currency: input.ads!.currency },
      ...{ channel: input.ads!.channel, campaign: input.name },
    },
  }),
  input: (run) => ({
    ...{ campaign: run.input.name, channel: run.input.ads!.channel, goal: run.input.goal },
    ...{ amountMinor: String(run.input.ads!.amountMinor), currency: run.input.ads!.currency },
    ...{ fromDay: run.input.fromDay, toDay: run.input.toDay },
    ...publishedOffer(run),
  }),
});

const letter = definePart({
  ...{ name: 'letter', capability: 'email.campaign' },
  isWanted: (campaign) => campaign.topic !== null,
  asked: ({ input }) => ({
    act: 'customer.email',
    facts: {
      ...{ kind: 'marketing', isReply: false, template: input.name },
      ...(input.recipients !== null && { recipients: input.recipients }),
    },
  }),
  input: (run) => ({
    ...{ segment: run.input.segment, topic: run.input.topic! },
    ...(run.input.recipients !== null && { recipients: run.input.recipients }),
    ...publishedOffer(run),
  }),
});

const PARTS: readonly Part[] = [offer, ads, letter];

/**
 * A campaign from proposal to its parts: an offer, ads, a letter. Each is checked, asked about and done by itself; the offer first, so
 * that ads and letter promise only what there is. What was not allowed is not done, and the output says so.
 */
export const campaignPropose = definePlaybook<Campaign>({
  name: 'campaign.propose',
  capability: 'campaign.propose',
  read: readCampaign,
  steps: [checks, lately, ...PARTS.flatMap(({ ask, work }) => [ask, work])],
  output: (run) => {
    const { patientUntil: _until, ...findings } = run.of(checks);
    const parts = PARTS.map((part) => partOf(part, run));
    return { name: run.input.name, verdict: verdictOf(run, parts), parts, ...findings, lately: run.of(lately) };
  },
});

type PartState = 'done' | 'under_way' | 'failed' | 'declined' | 'undecided' | 'not_asked' | 'not_wanted';

interface PartShown {
  readonly part: Part['name'];
  readonly state: PartState;
  readonly reason: string | null;
  readonly approvalId: string | null;
  readonly decidedBy: readonly string[];
}

const NO: ReadonlySet<string> = new Set(['rejected', 'changes_asked', 'denied']);

function partOf({ name, ask, work }: Part, run: Run): PartShown {
  const [decision, end] = [run.maybe(ask), run.maybe(work)];
  const decided = { approvalId: decision?.approvalId ?? null, decidedBy: decision?.decidedBy ?? [] };
  if (end) {
    const state = end.state === 'succeeded' ? 'done' : end.state === 'late' ? 'under_way' : 'failed';
    return { part: name, state, reason: end.error, ...decided };
  }
  if (decision)
    return {
      part: name,
      state: NO.has(decision.verdict) ? 'declined' : 'undecided',
      reason: decision.reason,
      ...decided,
    };
  const isWanted = { offer: run.input.offer, ads: run.input.ads, letter: run.input.topic }[name] !== null;
  const reason = isWanted ? run.of(checks).faults.join('; ') : null;
  return { part: name, state: isWanted ? 'not_asked' : 'not_wanted', reason, ...decided };
}

function verdictOf(run: Run, parts: readonly PartShown[]): 'unsound' | 'done' | 'partly' | 'nothing' {
  if (!isSound(run)) return 'unsound';
  const wanted = parts.filter(({ state }) => state !== 'not_wanted');
  const begun = wanted.filter(({ state }) => state === 'done' || state === 'under_way');
  return begun.length === 0 ? 'nothing' : begun.length === wanted.length ? 'done' : 'partly';
}

function whyOf(part: Part['name'], run: Run): string {
  const { warnings, unknown } = run.of(checks);
  const figures = run.of(lately).map(figureInWords);
  const noted = [
    ...(part === 'offer' ? warnings : []),
    ...(unknown.length > 0 ? [`nobody knows ${unknown.join(', ')}`] : []),
    `the last ${LOOKED_BACK_DAYS} days: ${figures.join(', ')}`,
  ];
  return `${part === 'letter' ? 'The letter' : part === 'ads' ? 'The ads' : 'The offer'} of “${run.input.name}”: ${noted.join('; ')}`;
}

/** Ads and letters promise an offer only when it is there. */
function publishedOffer(run: Run): JsonObject {
  const { offer: of } = run.input;
  if (of === null || run.maybe(offer.work)?.state !== 'succeeded') return {};
  return { offer: `${of.percent} % off with ${of.code}, until ${run.input.toDay}` };
}

function readCampaign(input: JsonObject): Campaign {
  const [offered, paid] = [maybeObject(input, 'offer'), maybeObject(input, 'ads')];
  const percent = offered && maybeNumber(offered, 'percent');
  if (offered && (percent === undefined || percent <= 0 || percent > 100))
    throw new BadInput('offer/percent must be above 0 and at most 100');
  const amountMinor = paid && maybeMinor(paid, 'amountMinor');
  if (paid && (amountMinor === undefined || amountMinor <= 0n)) throw new BadInput('ads/amountMinor must be above 0');
  return {
    ...{
      name: text(input, 'name'),
      goal: maybeText(input, 'goal') ?? text(input, 'name'),
      segment: text(input, 'segment'),
    },
    ...{ recipients: maybeNumber(input, 'recipients') ?? null, topic: maybeText(input, 'topic') ?? null },
    ...{ fromDay: text(input, 'fromDay'), toDay: text(input, 'toDay') },
    offer: offered ? { code: text(offered, 'code'), percent: percent! } : null,
    ads: paid ? { channel: text(paid, 'channel'), amountMinor: amountMinor!, currency: text(paid, 'currency') } : null,
    budgetMinor: maybeMinor(input, 'budgetMinor') ?? null,
  };
}
