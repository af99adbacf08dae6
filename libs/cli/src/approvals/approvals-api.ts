/** Addresses of approvals and of their policies. */
export const APPROVALS = '/api/governance/approvals';
export const POLICIES = '/api/governance/policies';

export const approvalPath = (id: string): string => `${APPROVALS}/${encodeURIComponent(id)}`;
export const policyPath = (id: string): string => `${POLICIES}/${encodeURIComponent(id)}`;

export const POLICY_STATES = ['draft', 'live', 'retired'] as const;
