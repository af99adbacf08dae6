import type {
  AttributionSetShown,
  OrderAttribution,
  TouchCredited,
  TouchLeftOut,
  TouchShown,
} from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { columns, type Output } from '../output.js';
import { shownAmount, UNKNOWN } from './report-text.js';

const CREDITED = columns(['when', 'who', 'channel', 'campaign', 'kind'], ['share', 'exact', 'gets', '', 'why']);
const LEFT_OUT = columns(['when', 'who', 'channel', 'why it gets nothing'], []);
const SETS = columns(['recorded', 'reason', 'book', 'credits'], ['amount', '']);

/** Who got what of an order, and why: touches, weights, rounding, what was left out, every set of credits. */
export const attribution: Action<{ readonly model?: string }> = async ({ api, output }, { model }, [orderId]) => {
  const path = `/api/finance/orders/${encodeURIComponent(orderId!)}/attribution`;
  const found = await api.get<OrderAttribution>(path, { model });
  output.result(found, () => text(found, output));
};

function text(found: OrderAttribution, output: Output): string {
  const { currency, touches, leftOut, sets } = found;
  const money = (minor: string): string => shownAmount(minor, currency ?? '');
  const lines = [titleOf(found, money)];
  if (found.reason !== undefined) return [...lines, found.reason].join('\n');
  lines.push(
    `Placed ${found.placedAt}; touches count since ${found.lookbackFrom}. ` +
      (found.open ? `Open for late touches until ${found.closesAt}.` : `Closed since ${found.closesAt}.`),
  );
  if (touches.length > 0)
    lines.push(
      output.table(
        CREDITED,
        touches.map((touch) => creditedRow(touch, money)),
      ),
    );
  else lines.push(`Nothing touched it: ${money(found.unattributedMinor)} ${currency} are unattributed.`);
  if (leftOut.length > 0) lines.push('Left out:', output.table(LEFT_OUT, leftOut.map(leftOutRow)));
  if (sets.length > 0)
    lines.push(
      'Booked:',
      output.table(
        SETS,
        sets.map((set) => setRow(set)),
      ),
    );
  return [...lines, ...found.notes].join('\n');
}

function titleOf(found: OrderAttribution, money: (minor: string) => string): string {
  const { orderId, netRevenueMinor, currency, model, modelVersion, book, hypothetical } = found;
  const earned = currency === null ? '' : `, ${money(netRevenueMinor)} ${currency}`;
  const marks = [...(hypothetical ? ['hypothetical'] : []), ...(book === 'test' ? ['test book'] : [])];
  return `Order ${orderId}${earned}, ${model} version ${modelVersion}${marks.map((mark) => `, ${mark}`).join('')}`;
}

const who = ({ agentId, personaId }: Pick<TouchShown, 'agentId' | 'personaId'>): string =>
  agentId === null ? UNKNOWN : personaId === null ? agentId : `${agentId} (${personaId})`;

function creditedRow(touch: TouchCredited, money: (minor: string) => string): string[] {
  const { occurredAt, channel, campaign, kind, sharePercent, exactMinor, rounding, amountMinor, why } = touch;
  const rounded = rounding === 'exact' ? '' : `rounded ${rounding}`;
  return [
    ...[occurredAt, who(touch), channel, campaign ?? '', kind],
    ...[`${sharePercent} %`, exactMinor, money(amountMinor), rounded, why],
  ];
}

const leftOutRow = (touch: TouchLeftOut): string[] => [touch.occurredAt, who(touch), touch.channel, touch.why];

function setRow({ recordedAt, reason, book, credits, amountMinor, currency }: AttributionSetShown): string[] {
  const shares = credits.map(
    (credit) => `${credit.agentId ?? credit.channel} ${shownAmount(credit.amountMinor, currency)}`,
  );
  return [recordedAt, reason, book, shares.join(', '), shownAmount(amountMinor, currency), currency];
}
