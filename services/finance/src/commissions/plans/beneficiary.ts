/** An agent, persona or department of the shop's own, or somebody outside: a designer, an affiliate. */
export const BENEFICIARY_KINDS = ['agent', 'persona', 'department', 'partner'] as const;
export type BeneficiaryKind = (typeof BENEFICIARY_KINDS)[number];

/** Who earns a commission, or is paid a share of one. */
export interface Beneficiary {
  readonly kind: BeneficiaryKind;
  readonly id: string;
}

/** `agent:sales-director`, as addresses and causes name a beneficiary. An id may hold colons itself. */
export function beneficiaryKey({ kind, id }: Beneficiary): string {
  return `${kind}:${id}`;
}

/** The beneficiary of such a key; undefined when it is none. */
export function readBeneficiary(key: string): Beneficiary | undefined {
  const colon = key.indexOf(':');
  const [kind, id] = [key.slice(0, colon), key.slice(colon + 1)];
  const known = BENEFICIARY_KINDS.find((one) => one === kind);
  return known && id !== '' ? { kind: known, id } : undefined;
}
