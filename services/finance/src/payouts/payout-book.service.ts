import { Injectable } from '@nestjs/common';
import { PayoutBooked } from '@vividwalls/events';
import { Outbox } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { causeOf, Journal, type BookedBecause } from '../journal/journal.js';
import { refused } from '../requests/refused.js';
import { payoutPostings, payoutSums, type Payout } from './payout.js';

/**
 * Keeps payouts: the money that reached the bank, and what the processor really kept. The books of orders hear of their fees by
 * the event, in a transaction of their own: none that books a payout waits for the rows of orders.
 */
@Injectable()
export class PayoutBook {
  constructor(
    private readonly journal: Journal,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Books a payout once; a second time it is only compared.
   *
   * @returns the entry, and whether it is new
   * @throws Problem 422 when the lines do not come to the amount, or another payout has the number
   */
  async record(
    tx: EntityManager,
    payout: Payout,
    because: BookedBecause,
  ): Promise<{ entryId: string; isNew: boolean }> {
    const lines = JSON.stringify(payout.lines.map(asKept));
    const [known] = await tx.query<KnownPayout[]>(FIND, [payout.id]);
    if (known) {
      const isSame =
        known.currency === payout.currency &&
        known.amount_minor === String(payout.amountMinor) &&
        JSON.stringify(known.lines.map(sorted)) === JSON.stringify((JSON.parse(lines) as KeptLine[]).map(sorted));
      if (!isSame) throw refused('/id', 'is the number of another payout that is booked already');
      return { entryId: known.entry_id, isNew: false };
    }
    const [entry] = await this.journal.book(tx, [draftOf(payout)], because);
    await tx.query(INSERT, [
      ...[payout.id, payout.currency, String(payout.amountMinor), String(payoutSums(payout).feesMinor)],
      ...[payout.paidAt, this.clock.now(), because.actor, lines, entry!.id],
    ]);
    await this.outbox.append(tx, [bookedEvent(payout, entry!.id, because)]);
    return { entryId: entry!.id, isNew: true };
  }
}

const FIND = 'SELECT currency, amount_minor, lines, entry_id FROM payouts WHERE id = $1';
const INSERT = `INSERT INTO payouts (id, currency, amount_minor, fees_minor, paid_at, recorded_at, actor, lines, entry_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

interface KeptLine {
  readonly kind: string;
  readonly orderId?: string;
  readonly transactionId?: string;
  readonly grossMinor: string;
  readonly feeMinor: string;
}

interface KnownPayout {
  readonly currency: string;
  readonly amount_minor: string;
  readonly lines: readonly KeptLine[];
  readonly entry_id: string;
}

function asKept({ grossMinor, feeMinor, ...line }: Payout['lines'][number]): KeptLine {
  const { kind, orderId, transactionId } = line;
  return {
    kind,
    ...(orderId !== undefined && { orderId }),
    ...(transactionId !== undefined && { transactionId }),
    ...{ grossMinor: String(grossMinor), feeMinor: String(feeMinor) },
  };
}

const sorted = (line: KeptLine) => Object.entries(line).sort(([a], [b]) => (a < b ? -1 : 1));

function draftOf(payout: Payout) {
  let postings;
  try {
    postings = payoutPostings(payout).postings(payout.currency);
  } catch (error) {
    if (error instanceof RangeError) throw refused('/amountMinor', error.message);
    throw error;
  }
  if (postings.length === 0) throw refused('/lines', 'move nothing');
  return { cause: `payout:${payout.id}`, book: 'real' as const, kind: 'payout', occurredAt: payout.paidAt, postings };
}

function bookedEvent(payout: Payout, entryId: string, because: BookedBecause) {
  const { id: payoutId, currency, amountMinor, paidAt, lines } = payout;
  const sums = { amountMinor: String(amountMinor), feesMinor: String(payoutSums(payout).feesMinor) };
  const data = { payoutId, entryId, currency, ...sums, paidAt, lines: lines.map(asKept) };
  return { event: PayoutBooked, subject: payoutId, time: paidAt, ...causeOf(because), data };
}
