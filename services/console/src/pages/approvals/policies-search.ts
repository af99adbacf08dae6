const STATES = ['live', 'draft', 'retired'] as const;

export interface PoliciesSearch {
  readonly state?: (typeof STATES)[number];
}

/** Reads an address; what no list of policies has is left out. */
export function readPoliciesSearch({ state }: Readonly<Record<string, unknown>>): PoliciesSearch {
  const known = STATES.find((one) => one === state);
  return known ? { state: known } : {};
}
