// Answers under `/api/orchestration`. Amounts are minor units as text, times ISO 8601. What is null is not known, or not there.

/** What every rule shows, whatever it decides. */
export interface RuleShown {
  readonly id: string;
  readonly name: string;
  /** The condition, CEL. */
  readonly when: string;
  /** Of the newest version: draft, live, retired */
  readonly state: string;
  readonly version: number;
  /** The version that decides at present. */
  readonly liveVersion: number | null;
  /** What this version changed. */
  readonly change: string;
  readonly source: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
}
