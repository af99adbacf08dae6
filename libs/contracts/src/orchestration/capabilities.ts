// Answers under `/api/orchestration`. Amounts are minor units as text, times ISO 8601. What is null is not known, or not there.

/** Something that can be done, as `GET /api/orchestration/capabilities` shows it. */
export interface CapabilityShown {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** JSON Schema of what goes in; an object. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  readonly outputSchema: Readonly<Record<string, unknown>>;
  /** none, internal, external */
  readonly effects: string;
  /** public, internal, personal, payment */
  readonly dataClass: string;
  /** Whether what it does can be taken back. */
  readonly reversible: boolean;
  /** How outputs of a legacy agent and of its successor are compared. */
  readonly comparator: { readonly name: string; readonly settings?: Readonly<Record<string, unknown>> };
  /** Whether a person must say yes before it begins: never, always, or when a rule (CEL, over the task) holds. */
  /** never, always, when a rule holds, or as an act that governance is asked about. */
  readonly approval:
    string | { readonly when: string } | { readonly act: string; readonly facts: Readonly<Record<string, string>> };
  readonly timeoutMs: number;
  readonly version: number;
  /** Active agents of the roster after that have it. */
  readonly targetAgents: readonly string[];
}

/** A capability as it was since a change, and who made it. */
export interface CapabilityVersionShown {
  readonly version: number;
  readonly change: string;
  readonly actor: string;
  readonly recordedAt: string;
  readonly capability: Omit<CapabilityShown, 'targetAgents'>;
}
