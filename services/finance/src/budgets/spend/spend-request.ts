import type { SpendTarget } from '../budget-scope.js';

/** Somebody wants to spend, and asks whether they may. */
export interface SpendRequest extends SpendTarget {
  /** Its identity: the same key is the same spend, however often it is asked. */
  readonly key: string;
  /** Who spends: `agent:task-writer`, `user:owner`. */
  readonly actor: string;
  /** What for, in words. */
  readonly purpose: string;
  /** Above zero, in the smallest parts of the unit. */
  readonly amountMinor: bigint;
  /** What it may come to beyond the amount. It is held together with the amount. */
  readonly allowanceMinor: bigint;
  /** How long the money is held. */
  readonly expiresInS: number;
}

/** All that a spend may come to. */
export const heldMinor = ({ amountMinor, allowanceMinor }: Pick<SpendRequest, 'amountMinor' | 'allowanceMinor'>) =>
  amountMinor + allowanceMinor;

/** Whether a key is asked for what it was asked for before. */
export function isSameRequest(one: SpendRequest, other: SpendRequest): boolean {
  return QUESTION.every((field) => one[field] === other[field]);
}

const QUESTION = [
  ...(['actor', 'agentId', 'department', 'category', 'purpose'] as const),
  ...(['amountMinor', 'unit', 'allowanceMinor', 'expiresInS'] as const),
] satisfies (keyof SpendRequest)[];
