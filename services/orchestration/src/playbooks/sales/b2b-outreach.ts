import type { JsonObject } from '../../json.js';
import { byItself } from '../by-itself.js';
import { definePlaybook, isYes, type ApprovalStep, type ChildEnd, type ChildStep } from '../engine/playbook.js';
import { itemsIn, quoteIn, said } from './outreach-answers.js';
import { letterAsked, NOBODY_ASKED } from './outreach-letters.js';
import { answerStep, daysFrom, moveStep, proposedChild, timesStep, type OutreachRun as Run } from './outreach-steps.js';
import { readProspect, type Prospect } from './prospect.js';
import type { ProspectState } from './prospect-rows.js';

/** How long people and workflows have for a letter or a contract. */
const PATIENCE_DAYS = 14;
/** A quote holds for a fortnight; so long is its answer waited for. */
const QUOTE_DAYS = 14;

const askLetter: ApprovalStep<Prospect> = {
  ...{ kind: 'approval', name: 'ask-letter', orElse: 'go_on' },
  act: (run) =>
    letterAsked({ company: run.input.company, template: 'outreach/first', isReply: false, letter: firstLetter(run) }),
  proposal: () => NOBODY_ASKED,
};

/** Times are counted from the yes on, and kept. */
const letterUntil = timesStep('letterUntil', ({ now }) => daysFrom(now, PATIENCE_DAYS));

const letter: ChildStep<Prospect> = {
  ...{ kind: 'child', name: 'letter', guard: askLetter, orElse: 'go_on' },
  when: (run) => isYes(run.of(askLetter)),
  task: (run) => ({ capability: 'partner.outreach', input: firstLetter(run), ...byItself(run, 'partner.outreach') }),
  until: (run) => new Date(run.of(letterUntil)),
  proposal: proposedChild,
};

const hasWritten = (run: Run): boolean => run.maybe(letter)?.state === 'succeeded';
const contacted = moveStep('contacted', hasWritten, () => ['contacted', 'the first letter was sent']);

/** Asks again after some days, beside the waiting for an answer. */
const followUp: ChildStep<Prospect> = {
  ...{ kind: 'child', name: 'follow-up', orElse: 'go_on' },
  when: hasWritten,
  task: (run) => {
    const { company, contact, purpose, followUpDays, giveUpDays } = run.input;
    const since = new Date(run.of(contacted).since);
    return {
      capability: 'outreach.follow-up',
      ...byItself(run, 'outreach.follow-up'),
      input: {
        ...{ company, contact, purpose, outreachTaskId: run.taskId, at: daysFrom(since, followUpDays) },
        patientUntil: daysFrom(since, Math.max(giveUpDays, followUpDays + 1)),
      },
    };
  },
  until: () => new Date(0),
  proposal: () => ({ ...proposedChild(), state: 'late' }),
};

/** An answer comes by mail or telephone: a person, or a workflow that reads the mail, answers this task with it. */
const reply = answerStep('reply', hasWritten, 'interest', (run) =>
  daysFrom(new Date(run.of(contacted).since), run.input.giveUpDays),
);

const isInterested = (run: Run): boolean => said(run.maybe(reply)) === 'yes';
const replied = moveStep(
  'replied',
  (run) => said(run.maybe(reply)) !== null,
  (run) => ['replied', isInterested(run) ? 'they are interested' : 'they are not interested'],
);

const quoteUntil = timesStep('answered', ({ now }) => daysFrom(now, PATIENCE_DAYS));

const quote: ChildStep<Prospect> = {
  ...{ kind: 'child', name: 'quote', orElse: 'go_on' },
  when: (run) => isInterested(run) && itemsIn(run.maybe(reply)).length > 0,
  task: (run) => ({
    capability: 'sales.quote',
    ...byItself(run, 'sales.quote'),
    input: {
      customer: run.input.company,
      items: itemsIn(run.maybe(reply)).map(({ title, size, quantity }) => ({ title, quantity, ...(size && { size }) })),
    },
  }),
  until: (run) => new Date(run.of(quoteUntil)),
  proposal: proposedChild,
};

const hasQuote = (run: Run): boolean => run.maybe(quote)?.state === 'succeeded';

const askQuote: ApprovalStep<Prospect> = {
  ...{ kind: 'approval', name: 'ask-quote', orElse: 'go_on' },
  when: hasQuote,
  act: (run) =>
    letterAsked({ company: run.input.company, template: 'outreach/quote', isReply: true, letter: quoteLetter(run) }),
  proposal: () => NOBODY_ASKED,
};

const sendUntil = timesStep('allowed', ({ now }) => daysFrom(now, PATIENCE_DAYS));

const sendQuote: ChildStep<Prospect> = {
  ...{ kind: 'child', name: 'send-quote', guard: askQuote, orElse: 'go_on' },
  when: (run) => hasQuote(run) && isYes(run.of(askQuote)),
  task: (run) => ({ capability: 'partner.outreach', input: quoteLetter(run), ...byItself(run, 'partner.outreach') }),
  until: (run) => new Date(run.of(sendUntil)),
  proposal: proposedChild,
};

const isQuoted = (run: Run): boolean => run.maybe(sendQuote)?.state === 'succeeded';
const quoted = moveStep('quoted', isQuoted, () => ['quoted', 'the quote was sent']);

const decision = answerStep('decision', isQuoted, 'quote', (run) =>
  daysFrom(new Date(run.of(quoted).since), QUOTE_DAYS),
);
const isAccepted = (run: Run): boolean => said(run.maybe(decision)) === 'yes';

const askDeal: ApprovalStep<Prospect> = {
  ...{ kind: 'approval', name: 'ask-deal', orElse: 'go_on' },
  when: isAccepted,
  act: (run) => {
    const { company, paymentTermDays } = run.input;
    const { totalMinor, currency, discountPercent } = quoteIn(run.maybe(quote));
    return {
      act: 'deal.close',
      facts: {
        ...{ company, ...(totalMinor !== null && { amountMinor: totalMinor }), ...(currency !== null && { currency }) },
        ...(discountPercent !== null && { discountPercent }),
        ...(paymentTermDays !== null && { paymentTermDays }),
      },
      subject: company,
      does: dealOf(run),
      why: `${company} takes the quote`,
      costOfWaiting: 'they wait for the contract',
    };
  },
  proposal: () => NOBODY_ASKED,
};

const dealUntil = timesStep('decided', ({ now }) => daysFrom(now, PATIENCE_DAYS));

const deal: ChildStep<Prospect> = {
  ...{ kind: 'child', name: 'deal', guard: askDeal, orElse: 'go_on' },
  when: (run) => isAccepted(run) && isYes(run.of(askDeal)),
  task: (run) => ({ capability: 'deal.close', input: dealOf(run), ...byItself(run, 'deal.close') }),
  until: (run) => new Date(run.of(dealUntil)),
  proposal: proposedChild,
};

/** Won, lost, or (nobody has ever written to them) neither. */
const ended = moveStep('ended', hasWritten, endOf);

/**
 * A business from the first letter to its end: prospect, contacted, replied, quoted, won or lost. Each state is kept with since when
 * and why; each letter and the deal begin by people's yes; without an answer it is lost when its time is over.
 */
export const b2bOutreach = definePlaybook<Prospect>({
  name: 'b2b.outreach',
  capability: 'b2b.outreach',
  read: readProspect,
  steps: [
    ...[askLetter, letterUntil, letter, contacted, followUp, reply, replied],
    ...[quoteUntil, quote, askQuote, sendUntil, sendQuote, quoted, decision, askDeal, dealUntil, deal, ended],
  ],
  output: (run) => {
    const history = [contacted, replied, quoted, ended].flatMap((step) => run.maybe(step) ?? []);
    const last = history.at(-1);
    const { totalMinor, currency, discountPercent } = quoteIn(run.maybe(quote));
    return {
      company: run.input.company,
      state: last?.state ?? 'prospect',
      since: last?.since ?? run.now.toISOString(),
      why: last?.why ?? notWritten(run),
      history,
      quote: totalMinor === null ? null : { totalMinor, currency, discountPercent },
      decidedBy: [...new Set([askLetter, askQuote, askDeal].flatMap((step) => run.maybe(step)?.decidedBy ?? []))],
    };
  },
});

function endOf(run: Run): readonly [ProspectState, string] {
  const lost = (why: string) => ['lost', why] as const;
  if (said(run.maybe(reply)) === null) return lost(`no answer in ${run.input.giveUpDays} days`);
  if (!isInterested(run)) return lost('they are not interested');
  if (!hasQuote(run))
    return lost(itemsIn(run.maybe(reply)).length === 0 ? 'nobody noted what they want' : 'no quote could be made');
  if (!isQuoted(run))
    return lost(`the quote was not sent: ${reasonOf(run.maybe(askQuote)?.reason, run.maybe(sendQuote))}`);
  if (said(run.maybe(decision)) === null) return lost(`no answer to the quote in ${QUOTE_DAYS} days`);
  if (!isAccepted(run)) return lost('they declined the quote');
  if (run.maybe(deal)?.state === 'succeeded') return ['won', 'they took the quote, and the deal is closed'];
  return lost(`the deal was not closed: ${reasonOf(run.maybe(askDeal)?.reason, run.maybe(deal))}`);
}

const reasonOf = (decided: string | undefined, end: ChildEnd | undefined): string =>
  end ? `it ended as ${end.state}` : (decided ?? 'nobody was asked');

function notWritten(run: Run): string {
  const end = run.maybe(letter);
  return end
    ? `the first letter ended as ${end.state}`
    : `the first letter was not allowed: ${run.of(askLetter).reason}`;
}

function firstLetter({ input: { contact, purpose, terms } }: Run): JsonObject {
  return { partner: contact, purpose, ...(terms !== null && { terms }) };
}

function quoteLetter(run: Run): JsonObject {
  return {
    partner: run.input.contact,
    subject: 'Your quote',
    purpose: quoteIn(run.maybe(quote)).text ?? 'Your quote is ready.',
  };
}

function dealOf(run: Run): JsonObject {
  const { company, paymentTermDays } = run.input;
  const { totalMinor, currency, discountPercent } = quoteIn(run.maybe(quote));
  return {
    company,
    ...(totalMinor !== null && { amountMinor: totalMinor }),
    ...(currency !== null && { currency }),
    ...(discountPercent !== null && { discountPercent }),
    ...(paymentTermDays !== null && { paymentTermDays }),
  };
}
