import type { Acting } from './acting.js';

/** What is asked of finance before a try, minor units. */
export interface ExpectedCost {
  readonly amountMinor: bigint;
  readonly allowanceMinor: bigint;
}

/** What one run is expected to cost; undefined when it costs nothing. A person costs nothing here. */
export function expectedCost({ agent, capability }: Pick<Acting, 'agent' | 'capability'>): ExpectedCost | undefined {
  const entry = agent.capabilities.find(({ name }) => name === capability.name);
  const amountMinor = BigInt(entry?.costMinor ?? '0');
  if (amountMinor <= 0n) return undefined;
  return { amountMinor, allowanceMinor: BigInt(entry?.allowanceMinor ?? '0') };
}
