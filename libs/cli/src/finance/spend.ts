import type { Spend, SpendDecision } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { usageError } from '../command-error.js';
import { ExitCode } from '../exit-codes.js';
import { shown } from '../terminal.js';
import { parsedAmount, unitAmount } from './unit-amount.js';

const PATH = '/api/finance/spend';
const PAGE_SIZE = 200;
const DECIDED_THERE = 'People decide on it: vw approvals list --act budget.overspend';

export interface AuthorizeOptions {
  readonly department: string;
  readonly category: string;
  readonly for: string;
  readonly amount?: string;
  readonly currency?: string;
  readonly tokens?: string;
  readonly allowance?: string;
  readonly agent?: string;
  readonly expiresIn?: number;
}

/** Asks whether something may be spent. Exit code 1 unless it may. */
export const authorize: Action<AuthorizeOptions> = async ({ api, output }, options, [key]) => {
  const { department, category, agent, expiresIn } = options;
  const decision = await api.post<SpendDecision>(`${PATH}/authorize`, {
    ...{ key, department, category, purpose: options.for, ...amountOf(options) },
    ...(agent !== undefined && { agentId: agent }),
    ...(expiresIn !== undefined && { expiresInS: expiresIn }),
  });
  output.result(decision, () => {
    const until = decision.expiresAt ? `, until ${decision.expiresAt}` : '';
    const text = shown(`${decision.decision.replaceAll('_', ' ')}: ${decision.reason}${until}`);
    if (decision.decision === 'approval_required') return `${output.paint.red(text)}\n${DECIDED_THERE}`;
    return decision.decision === 'authorised' ? output.paint.green(text) : output.paint.red(text);
  });
  return decision.decision === 'authorised' ? ExitCode.ok : ExitCode.negative;
};

function amountOf({ amount, currency, tokens, allowance }: AuthorizeOptions): object {
  if ((tokens === undefined) === (amount === undefined)) throw usageError('Give either --amount or --tokens.');
  if (tokens === undefined && currency === undefined) throw usageError('--amount needs a --currency.');
  const unit = tokens === undefined ? currency! : 'tokens';
  return {
    amountMinor: parsedAmount(tokens ?? amount!, unit),
    ...(tokens === undefined ? { currency } : { unit }),
    ...(allowance !== undefined && { allowanceMinor: parsedAmount(allowance, unit) }),
  };
}

/** Says what a spend really cost. */
export const commit: Action<{ amount: string; at?: string }> = async ({ api, output }, { amount, at }, [key]) => {
  const { unit } = await api.get<Spend>(`${PATH}/${encodeURIComponent(key!)}`);
  const order = { key, actualMinor: parsedAmount(amount, unit), ...(at !== undefined && { occurredAt: at }) };
  const spend = await api.post<Spend>(`${PATH}/commit`, order);
  output.result(spend, () => spendText(spend));
};

/** Says that a spend will not be made. */
export const release: Action<object> = async ({ api, output }, _options, [key]) => {
  const spend = await api.post<Spend>(`${PATH}/release`, { key });
  output.result(spend, () => spendText(spend));
};

/** Spends and what became of them, newest first. */
export const spends: Action<{ limit: number; state?: string }> = async ({ api, output }, { limit, state }) => {
  const items = await api.list<Spend>(PATH, { state }, limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length === 0) return 'No spends.';
    const columns = ['key', 'decided', 'state', 'asked', 'spent', '', 'by', 'for', 'reason'];
    return output.table(
      columns.map((title) => (title === 'asked' || title === 'spent' ? { title, align: 'right' as const } : { title })),
      items.map((one) => [
        ...[one.key, one.decidedAt, one.state, unitAmount(one.amountMinor, one.unit)],
        ...[one.actualMinor === undefined ? '' : unitAmount(one.actualMinor, one.unit), one.unit, one.actor],
        ...[`${one.department}, ${one.category}: ${one.purpose}`, one.reason],
      ]),
    );
  });
};

function spendText({ key, state, reason, amountMinor, actualMinor, unit, expiresAt }: Spend): string {
  const amount = `${unitAmount(actualMinor ?? amountMinor, unit)} ${unit}`;
  const until = state === 'reserved' && expiresAt ? `, held until ${expiresAt}` : '';
  return shown(`Spend ${key} is ${state}: ${amount}${until} (${reason})`);
}
