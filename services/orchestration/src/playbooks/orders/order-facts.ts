import type { JsonObject } from '../../json.js';
import { BadInput, type PlaybookRun } from '../engine/playbook.js';
import {
  maybeFlag,
  maybeMinor,
  maybeNumber,
  maybeObject,
  maybeText,
  maybeTime,
  objects,
  text,
} from '../engine/reading.js';

/** A line of an order; what nobody told is null. */
export interface OrderLine {
  readonly title: string;
  readonly sku: string | null;
  /** Size and format in words: a variant's title. */
  readonly variant: string | null;
  readonly quantity: number;
  /** Of one piece, before discounts. */
  readonly priceMinor: bigint | null;
  /** Off the whole line. */
  readonly discountMinor: bigint;
  /** Made to measure: no rung of the ladder. */
  readonly custom: boolean;
  readonly limited: boolean;
  readonly editionNumber: string | null;
}

/** What is known of a paid order. */
export interface OrderFacts {
  readonly orderId: string;
  readonly orderName: string | null;
  readonly currency: string | null;
  readonly totalMinor: bigint | null;
  readonly paidMinor: bigint | null;
  /** Discounts on the whole order, beside those of its lines. */
  readonly discountMinor: bigint;
  readonly lines: readonly OrderLine[];
  readonly country: string | null;
  /** Null where nothing of the address was told. */
  readonly address: Readonly<Record<'name' | 'street' | 'city' | 'postcode', string | null>> | null;
  readonly customerId: string | null;
  readonly notes: string | null;
  readonly test: boolean;
  readonly paidAt: Date | null;
  /** How long whoever asks waits for people; null: until the print sheet is due. */
  readonly waitUntil: Date | null;
}

/** Reads an order's facts. Only its id must be there; what else is missing is a finding, not a fault of the task. */
export function readOrder(input: JsonObject): OrderFacts {
  const shipping = maybeObject(input, 'shipping') ?? maybeObject(input, 'shippingAddress');
  return {
    orderId: text(input, 'orderId'),
    orderName: maybeText(input, 'orderName') ?? null,
    currency: maybeText(input, 'currency') ?? null,
    totalMinor: maybeMinor(input, 'totalMinor') ?? maybeMinor(input, 'orderValueMinor') ?? null,
    paidMinor: maybeMinor(input, 'paidMinor') ?? null,
    discountMinor: maybeMinor(input, 'discountMinor') ?? 0n,
    lines: objects(input, 'lines').map(readLine),
    country: maybeText(input, 'country') ?? (shipping && maybeText(shipping, 'country')) ?? null,
    address: shipping ? readAddress(shipping) : null,
    customerId: maybeText(input, 'customerId') ?? null,
    notes: maybeText(input, 'notes') ?? null,
    test: maybeFlag(input, 'test') ?? false,
    paidAt: maybeTime(input, 'paidAt') ?? maybeTime(input, 'createdAt') ?? null,
    waitUntil: maybeTime(input, 'waitUntil') ?? null,
  };
}

function readLine(line: JsonObject): OrderLine {
  const quantity = maybeNumber(line, 'quantity') ?? 1;
  if (!Number.isInteger(quantity) || quantity < 1) throw new BadInput('the quantity of a line must be 1 or more');
  const size = maybeText(line, 'size');
  const format = maybeText(line, 'printType');
  return {
    title: maybeText(line, 'title') ?? maybeText(line, 'sku') ?? 'a line without a title',
    sku: maybeText(line, 'sku') ?? null,
    variant: maybeText(line, 'variant') ?? (size ? [size, format].filter(Boolean).join(' / ') : null),
    quantity,
    priceMinor: maybeMinor(line, 'priceMinor') ?? null,
    discountMinor: maybeMinor(line, 'discountMinor') ?? 0n,
    custom: maybeFlag(line, 'custom') ?? false,
    limited: maybeFlag(line, 'limited') ?? false,
    editionNumber: maybeText(line, 'editionNumber') ?? null,
  };
}

function readAddress(shipping: JsonObject): NonNullable<OrderFacts['address']> {
  const part = (...names: string[]) => names.map((name) => maybeText(shipping, name)).find(Boolean) ?? null;
  return {
    name: part('name'),
    street: part('street', 'address1'),
    city: part('city'),
    postcode: part('postcode', 'zip'),
  };
}

/** The print sheet is due a day after the payment: the shop's promise to its customers. */
export const SHEET_WITHIN_MS = 24 * 60 * 60 * 1_000;

/** When the sheet must be there. An order that says nothing of its payment was paid when the task came. */
export function sheetDueAt({ input, now }: Pick<PlaybookRun<OrderFacts>, 'input' | 'now'>): Date {
  return new Date((input.paidAt ?? now).getTime() + SHEET_WITHIN_MS);
}
