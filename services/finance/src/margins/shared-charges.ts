import { allocate } from '@vividwalls/money';

/**
 * Splits what an order is charged as a whole (fees, commissions) among its lines and the rest of it (shipping, tips), by what
 * each brought; what brought nothing bears nothing. The parts sum to the charge exactly.
 *
 * @param nets of the lines, minor units
 * @param orderNetMinor net revenue of the whole order
 * @returns one part per line; the rest bears what is left of the charge, all of it when the order brought nothing
 */
export function chargesOfLines(chargeMinor: bigint, nets: readonly bigint[], orderNetMinor: bigint): bigint[] {
  const rest = nets.reduce((left, net) => left - net, orderNetMinor);
  const weights = [...nets, rest].map((net) => (net > 0n ? net : 0n));
  if (weights.every((weight) => weight === 0n)) return nets.map(() => 0n);
  return allocate(chargeMinor, weights).slice(0, nets.length);
}
