// Answers under `/api/governance`. Amounts are minor units as text, times ISO 8601. What is null is not known, or not there.

/** A policy that holds for an act, or of which that is not known. */
export interface HoldingPolicyShown {
  readonly id: string;
  /** Null: the built-in one. */
  readonly version: number | null;
  readonly name: string;
  readonly effect: 'ask' | 'deny';
  readonly outcome: 'holds' | 'unknown';
  /** The condition with its figures: `percent > 20 (percent is 25)`. */
  readonly why: string;
  readonly source: string;
}

/** An approval as `GET /api/governance/approvals` shows it. */
export interface ApprovalShown {
  readonly id: string;
  readonly key: string;
  readonly act: string;
  readonly title: string;
  readonly dataClass: string;
  readonly subject: string;
  readonly state: string;
  readonly why: string;
  readonly costOfWaiting: string | null;
  readonly asker: string;
  readonly taskId: string | null;
  readonly test: boolean;
  readonly policies: readonly HoldingPolicyShown[];
  readonly votesNeeded: number;
  readonly votesGiven: number;
  /** Everybody who may approve when empty. */
  readonly approvers: readonly string[];
  readonly delegates: readonly string[];
  readonly askedAt: string;
  readonly expiresAt: string;
  readonly reason: string;
  readonly endedAt: string | null;
  readonly endedBy: readonly string[];
  readonly useBy: string | null;
  readonly usedAt: string | null;
  readonly usedFor: string | null;
}

/** A place at which what is there and what would be there differ. */
export interface ChangeShown {
  /** JSON pointer. */
  readonly pointer: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before?: unknown;
  readonly after?: unknown;
}

/** A workflow that waits to be told of a decision. */
export interface ResumeShown {
  readonly state: 'waiting' | 'due' | 'delivered' | 'undeliverable';
  readonly host: string;
  readonly attempts: number;
  readonly dueAt: string | null;
  readonly lastError: string | null;
  readonly endedAt: string | null;
}

/** An approval as `GET /api/governance/approvals/:id` shows it: everything that somebody who decides looks at. */
export interface ApprovalDetailShown extends ApprovalShown {
  readonly digest: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly does: object;
  readonly before: object | null;
  readonly after: object | null;
  /** Null when before or after is not known. */
  readonly changes: readonly ChangeShown[] | null;
  readonly moreChanges: number;
  readonly votes: readonly {
    readonly by: string;
    readonly vote: string;
    readonly reason: string;
    readonly at: string;
  }[];
  readonly timeline: readonly {
    readonly seq: number;
    readonly kind: string;
    readonly actor: string;
    readonly note: string;
    readonly at: string;
  }[];
  readonly replaces: string | null;
  readonly replacedBy: string | null;
  readonly resume: ResumeShown | null;
}

/** The answer of `GET /api/governance/approvals/counts`. */
export interface ApprovalCounts {
  readonly waiting: number;
  readonly yours: number;
  /** Expire within an hour. */
  readonly soon: number;
  readonly byAct: readonly {
    readonly act: string;
    readonly waiting: number;
    readonly yours: number;
    readonly soon: number;
  }[];
}

/** A policy as `GET /api/governance/policies` shows it. */
export interface PolicyShown {
  readonly id: string;
  readonly act: string;
  readonly name: string;
  /** CEL. */
  readonly when: string;
  readonly effect: 'ask' | 'deny';
  readonly approvers: readonly string[];
  readonly votes: number;
  readonly expiresInS: number;
  readonly useWithinS: number;
  readonly source: string;
  readonly state: 'draft' | 'live' | 'retired';
  readonly version: number;
  readonly liveVersion: number | null;
  readonly change: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

/** The answer of `POST /api/governance/policies/test`. */
export interface PolicyTestShown {
  readonly answer: 'free' | 'pending' | 'denied';
  readonly votes: number;
  readonly expiresInS: number;
  readonly useWithinS: number;
  readonly approvers: readonly string[];
  readonly policies: readonly HoldingPolicyShown[];
  readonly explained: readonly {
    readonly id: string;
    readonly version: number;
    readonly name: string;
    readonly effect: 'ask' | 'deny';
    readonly outcome: 'holds' | 'does not hold' | 'unknown';
    readonly parts: readonly { readonly source: string; readonly came: string }[];
  }[];
}

/** The answer of `POST /api/governance/policies/:id/dry-run`. */
export interface PolicyDryRunShown {
  readonly policyId: string;
  readonly version: number;
  readonly act: string;
  readonly acts: number;
  readonly holds: number;
  readonly unknown: number;
  readonly changed: number;
  readonly samples: readonly {
    readonly approvalId: string;
    readonly subject: string;
    readonly askedAt: string;
    readonly was: string;
    readonly would: string;
    readonly change: string;
  }[];
}

/** An act of the catalogue, as `GET /api/governance/acts` shows it. */
export interface ActShown {
  readonly name: string;
  readonly title: string;
  readonly moneyLeaves: boolean;
  readonly dataClass: string;
  readonly facts: readonly { readonly name: string; readonly type: string; readonly title: string }[];
}
