import type { PolicyDryRunShown, PolicyShown, PolicyTestShown } from '@vividwalls/contracts';
import { CommandError } from '../command-error.js';
import type { Action } from '../command.js';
import { ExitCode } from '../exit-codes.js';
import { facts } from '../facts.js';
import { columns, type Output } from '../output.js';
import { shown } from '../terminal.js';
import { POLICIES, policyPath } from './approvals-api.js';

const PAGE_SIZE = 100;

export interface PoliciesOptions {
  readonly limit: number;
  readonly state?: string;
  readonly act?: string;
}

/** Policies in the order of their ids. */
export const policies: Action<PoliciesOptions> = async ({ api, output }, { limit, state, act }) => {
  const items: PolicyShown[] = [];
  for await (const one of api.pages<PolicyShown>(POLICIES, { state, act }, limit, PAGE_SIZE)) items.push(one);
  output.result({ items }, () => {
    if (items.length === 0) return 'No policies match. An act without a live policy is asked of a person.';
    return output.table(
      columns(['id', 'act', 'state', 'when', 'effect', 'decided by', 'name'], ['version', 'live', 'yes', 'within']),
      items.map((one) => [
        ...[one.id, one.act, one.state, one.when, one.effect, one.approvers.join(', ') || 'everybody', one.name],
        ...[String(one.version), one.liveVersion === null ? '' : String(one.liveVersion)],
        ...[String(one.votes), `${one.expiresInS} s`],
      ]),
    );
  });
};

/** One policy, and with `--dry-run` what its newest version would change about acts asked about before. */
export const policy: Action<{ dryRun?: true }> = async ({ api, output }, { dryRun }, [id]) => {
  if (!dryRun) {
    const found = await api.get<PolicyShown>(policyPath(id!));
    return output.result(found, () => policyText(found));
  }
  const run = await api.post<PolicyDryRunShown>(`${policyPath(id!)}/dry-run`, {});
  output.result(run, () => dryRunText(output, run));
};

/** What would be answered to an act, and why; nothing is asked. */
export const test: Action<{ facts: string; draft?: string; asker?: string }> = async (
  { api, output },
  { facts: given, draft, asker },
  [act],
) => {
  const order = { act, facts: parsed(given), withDraftOf: draft, asker };
  const answer = await api.post<PolicyTestShown>(`${POLICIES}/test`, order);
  output.result(answer, () => testText(output, answer));
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(ExitCode.usage, `--facts is no JSON: ${(error as Error).message}`);
  }
}

function policyText(one: PolicyShown): string {
  return facts([
    ['policy', `${one.id}: ${one.name}`],
    ['act', one.act],
    ['state', `${one.state}, version ${one.version}; live: ${one.liveVersion ?? 'none'}`],
    ['when', one.when],
    [
      'then',
      one.effect === 'deny' ? 'denied' : `${one.votes} of ${one.approvers.join(', ') || 'everybody who may approve'}`,
    ],
    ['within', `${one.expiresInS} s; a yes may be used for ${one.useWithinS} s`],
    ['known from', one.source],
    ['changed', `${one.updatedAt} by ${one.updatedBy}: ${one.change}`],
  ]);
}

function dryRunText(
  output: Output,
  { policyId, version, act, acts, holds, unknown, changed, samples }: PolicyDryRunShown,
): string {
  const lead = `${policyId}, version ${version}: of ${acts} times that ${act} was asked about, it holds ${holds} times`;
  const parts = [`${lead}${unknown === 0 ? '' : `, and ${unknown} times that is not known`}.`];
  if (changed === 0) return shown(`${parts[0]} Nothing would be answered otherwise.`);
  const rows = samples.map((one) => [one.askedAt, one.approvalId, one.subject, one.change]);
  parts.push(
    `${changed} would be answered otherwise:`,
    output.table(columns(['asked', 'approval', 'about', 'change'], []), rows),
  );
  return parts.join('\n');
}

function testText(output: Output, answer: PolicyTestShown): string {
  const people = answer.approvers.join(', ') || 'everybody who may approve';
  const lead = {
    free: 'Free: no policy wants a person.',
    denied: 'Denied.',
    pending: `A person decides: ${answer.votes} of ${people}, within ${answer.expiresInS} s.`,
  }[answer.answer];
  if (answer.explained.length === 0) return `${lead}\nNo policy is live for it.`;
  const rows = answer.explained.flatMap(({ id, outcome, parts }) =>
    parts.map(({ source, came }, n) => [n === 0 ? id : '', n === 0 ? outcome : '', source, came]),
  );
  return [lead, '', output.table(columns(['policy', 'says', 'part', 'came to'], []), rows)].join('\n');
}
