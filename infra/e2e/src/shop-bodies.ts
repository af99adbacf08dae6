import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@vividwalls/local';
import { parseMinor } from '@vividwalls/money';

/** One of Shopify's own example bodies, byte for byte. */
export interface ShopBody {
  readonly file: string;
  readonly topic: string;
  readonly bytes: Buffer;
}

/** What Shopify says about an order's money, minor units of the shop's currency. */
export interface StatedMoney {
  readonly currency: string;
  readonly paidMinor: bigint;
  readonly refundedMinor: bigint;
  /** One sale when anything was paid, and each refund. */
  readonly causes: readonly string[];
}

interface RefundBody {
  readonly id: number;
  readonly order_id: number;
  readonly transactions: readonly { kind: string; status: string; amount: string; currency: string }[];
}

interface OrderBody {
  readonly id: number;
  readonly financial_status: string;
  readonly currency: string;
  readonly total_price: string;
  readonly refunds: readonly RefundBody[];
}

const FOLDER = join(workspaceRoot, 'services', 'gateway', 'fixtures', 'shopify');
/** States of an order whose total was captured at some time. */
const CAPTURED = ['paid', 'partially_refunded', 'refunded'];

/** Every body under services/gateway/fixtures/shopify with its topic. */
export function shopBodies(): ShopBody[] {
  const list = JSON.parse(readFileSync(join(FOLDER, 'hmac-vectors.json'), 'utf8')) as {
    vectors: { file: string; topic: string }[];
  };
  return list.vectors.map(({ file, topic }) => ({ file, topic, bytes: readFileSync(join(FOLDER, file)) }));
}

/** The chargeback in these bodies; it is about an order of which no other body tells. */
export const DISPUTE = { id: '598735659', orderId: '625362839', currency: 'USD', amountMinor: 1_150n };

/** The money of every order in these bodies, read from the bodies alone. Their ids are below 2^53. */
export function statedMoney(bodies: readonly ShopBody[]): Map<string, StatedMoney> {
  const parsed = <T>(prefix: string): T[] =>
    bodies.filter(({ topic }) => topic.startsWith(prefix)).map(({ bytes }) => JSON.parse(bytes.toString()) as T);
  const apart = parsed<RefundBody>('refunds/');
  return new Map(
    parsed<OrderBody>('orders/').map((order) => {
      const refunds = [...order.refunds, ...apart.filter((refund) => refund.order_id === order.id)];
      const isPaid = CAPTURED.includes(order.financial_status);
      const stated: StatedMoney = {
        currency: order.currency,
        paidMinor: isPaid ? parseMinor(order.total_price, order.currency) : 0n,
        refundedMinor: refunds.reduce((sum, refund) => sum + moved(refund), 0n),
        causes: [...(isPaid ? ['sale'] : []), ...refunds.map(({ id }) => `refund:${id}`)].sort(),
      };
      return [String(order.id), stated];
    }),
  );
}

/**
 * The same bodies about other orders: every order's id gets a new one of as many digits, wherever it stands. So one system
 * can be told the same story several times in several orders.
 */
export function aboutOtherOrders(bodies: readonly ShopBody[], shift: number): ShopBody[] {
  const ids = [...statedMoney(bodies).keys()];
  return bodies.map(({ file, topic, bytes }) => {
    const text = ids.reduce((body, id) => body.replaceAll(id, String(Number(id) + shift)), bytes.toString('utf8'));
    return { file, topic, bytes: Buffer.from(text) };
  });
}

function moved({ transactions }: RefundBody): bigint {
  return transactions
    .filter(({ kind, status }) => kind === 'refund' && status === 'success')
    .reduce((sum, { amount, currency }) => sum + parseMinor(amount, currency), 0n);
}
