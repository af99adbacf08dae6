import type { EntityManager } from 'typeorm';

/** `spend:<key>`, `transfer:<id>`: what waits for a second person. */
export type ApprovalSubject = `${'spend' | 'transfer'}:${string}`;

export interface ApprovalRequest {
  readonly about: ApprovalSubject;
  /** What it is, for whoever decides. */
  readonly summary: string;
  readonly requestedBy: string;
}

export type ApprovalVerdict = 'approved' | 'rejected';

export interface ApprovalDecision {
  readonly verdict: ApprovalVerdict;
  /** Who decides. */
  readonly by: string;
  readonly reason: string;
}

/**
 * Where something waits for a second person. Governance will keep approvals for the whole system; until then finance keeps its
 * own, behind these two methods. Both work in the caller's transaction, which does what was approved: nothing is approved that
 * does not happen, and nothing happens that is not approved.
 */
export abstract class Approvals {
  /** Asks for a second person. A subject is asked about once. */
  abstract request(tx: EntityManager, requests: readonly ApprovalRequest[]): Promise<void>;

  /**
   * Records a person's decision on what waits.
   * @throws ApprovalRefused: nothing waits under that name, or this person may not decide it
   */
  abstract decide(tx: EntityManager, about: ApprovalSubject, decision: ApprovalDecision): Promise<void>;
}

export type ApprovalRefusal = 'nothing waits' | 'decided already' | 'second person' | 'not a person';

/** A decision that may not be made. `why` is for programs, the message for people. */
export class ApprovalRefused extends Error {
  override readonly name = 'ApprovalRefused';
  constructor(
    readonly why: ApprovalRefusal,
    message: string,
  ) {
    super(message);
  }
}
