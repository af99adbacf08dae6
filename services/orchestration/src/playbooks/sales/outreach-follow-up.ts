import type { JsonObject } from '../../json.js';
import { byItself } from '../by-itself.js';
import {
  BadInput,
  definePlaybook,
  isYes,
  type ApprovalStep,
  type ChildStep,
  type PlaybookRun,
  type ReadStep,
  type Sources,
  type WaitStep,
} from '../engine/playbook.js';
import { maybeTime, text } from '../engine/reading.js';
import { letterAsked, NOBODY_ASKED } from './outreach-letters.js';

interface FollowUp {
  readonly company: string;
  readonly contact: string;
  readonly purpose: string;
  readonly outreachTaskId: string;
  readonly at: Date;
  readonly patientUntil: Date;
}

type Run = PlaybookRun<FollowUp>;

const pause: WaitStep<FollowUp> = { kind: 'wait', name: 'pause', until: ({ input }) => input.at };

const silence = (name: string): ReadStep<FollowUp, { readonly isSilent: boolean }> => ({
  ...{ kind: 'read', name },
  work: async ({ input }, sources) => ({ isSilent: await isSilent(sources, input.outreachTaskId) }),
});

const before = silence('before');

const ask: ApprovalStep<FollowUp> = {
  kind: 'approval',
  name: 'ask',
  when: (run) => run.of(before).isSilent,
  act: (run) =>
    letterAsked({ company: run.input.company, template: 'outreach/follow-up', isReply: false, letter: letterOf(run) }),
  orElse: 'go_on',
  proposal: () => NOBODY_ASKED,
};

/** They may have answered while people thought about the letter. */
const after = silence('after');

const letter: ChildStep<FollowUp> = {
  kind: 'child',
  name: 'letter',
  guard: ask,
  when: (run) => isAllowed(run) && run.of(after).isSilent,
  task: (run) => ({ capability: 'partner.outreach', input: letterOf(run), ...byItself(run, 'partner.outreach') }),
  until: ({ input }) => input.patientUntil,
  orElse: 'go_on',
  proposal: () => ({ taskId: '', state: 'succeeded', output: null, error: null }),
};

/** Reminds a business that has not answered, once. */
export const outreachFollowUp = definePlaybook<FollowUp>({
  name: 'outreach.follow-up',
  capability: 'outreach.follow-up',
  read: readFollowUp,
  steps: [pause, before, ask, after, letter],
  output: (run) => ({
    company: run.input.company,
    sent: run.maybe(letter)?.state === 'succeeded',
    reason: reasonOf(run),
  }),
});

const isAllowed = (run: Run): boolean => {
  const decision = run.maybe(ask);
  return decision !== undefined && isYes(decision);
};

function reasonOf(run: Run): string | null {
  if (!run.of(before).isSilent || !run.of(after).isSilent) return 'they have answered';
  if (!isAllowed(run)) return `the letter was not allowed: ${run.of(ask).reason}`;
  return run.of(letter).state === 'succeeded' ? null : `the letter ended as ${run.of(letter).state}`;
}

/** Whether the outreach still waits for its first answer. */
async function isSilent({ query }: Sources, outreachTaskId: string): Promise<boolean> {
  const [row] = await query<{ ended: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM tasks WHERE id = $1 AND ended_at IS NOT NULL)
       OR EXISTS (SELECT 1 FROM tasks WHERE parent_id = $1 AND capability = 'outreach.reply' AND ended_at IS NOT NULL) AS ended`,
    [outreachTaskId],
  );
  return row?.ended === false;
}

const letterOf = ({ input: { contact, purpose } }: Run): JsonObject => ({
  partner: contact,
  subject: 'Our letter of last week',
  purpose: `We have written to you, and would be glad of a word from you. ${purpose}`,
});

function readFollowUp(input: JsonObject): FollowUp {
  const [at, patientUntil] = [maybeTime(input, 'at'), maybeTime(input, 'patientUntil')];
  if (!at || !patientUntil) throw new BadInput('at and patientUntil must be times');
  const [company, contact] = [text(input, 'company'), text(input, 'contact')];
  return {
    company,
    contact,
    purpose: text(input, 'purpose'),
    outreachTaskId: text(input, 'outreachTaskId'),
    at,
    patientUntil,
  };
}
