export interface ScopeChoice {
  readonly scope: string;
  readonly meaning: string;
}

export interface ScopeGroup {
  readonly area: string;
  readonly choices: readonly ScopeChoice[];
}

/** What a key may be allowed to do, in words. */
export const SCOPE_GROUPS: readonly ScopeGroup[] = [
  {
    area: 'Reports',
    choices: [{ scope: 'reports:write', meaning: 'Report what agents and workflows did: costs, content, outcomes' }],
  },
  {
    area: 'Finance',
    choices: [
      { scope: 'finance:read', meaning: 'See profit, revenue, budgets, entries' },
      { scope: 'finance:write', meaning: 'Set budgets and plans, book costs' },
      { scope: 'finance:approve', meaning: 'Pay commissions, correct the books' },
      { scope: 'finance:operate', meaning: 'Replay and republish its messages' },
    ],
  },
  {
    area: 'Agents and tasks',
    choices: [
      { scope: 'orchestration:read', meaning: 'See agents, tasks, knowledge, consolidation' },
      { scope: 'orchestration:write', meaning: 'Ask for tasks, report on them, change agents and rules' },
      { scope: 'orchestration:approve', meaning: 'Roll migrations, publish knowledge, hand in a person’s work' },
      { scope: 'orchestration:operate', meaning: 'Replay and republish its messages' },
    ],
  },
  {
    area: 'Approvals',
    choices: [
      { scope: 'governance:read', meaning: 'See what waits for a decision, and policies' },
      { scope: 'governance:write', meaning: 'Ask for approvals, change policies' },
      { scope: 'governance:approve', meaning: 'Decide' },
      { scope: 'governance:operate', meaning: 'Replay and republish its messages' },
    ],
  },
  {
    area: 'The record',
    choices: [
      { scope: 'audit:read', meaning: 'See every event, verify the chain, follow the live stream' },
      { scope: 'audit:operate', meaning: 'Replay its messages' },
    ],
  },
  {
    area: 'The door',
    choices: [
      { scope: 'gateway:read', meaning: 'See deliveries, dead letters, the system’s state' },
      { scope: 'gateway:operate', meaning: 'Redrive and discard dead letters' },
      { scope: 'keys:read', meaning: 'See API keys, never the keys themselves' },
      { scope: 'keys:write', meaning: 'Make and revoke API keys' },
    ],
  },
];

const MEANINGS = new Map(SCOPE_GROUPS.flatMap(({ choices }) => choices.map(({ scope, meaning }) => [scope, meaning])));

/** A scope in words, a whole area's too; undefined for one that is not known here. */
export function scopeMeaning(scope: string): string | undefined {
  if (scope === '*') return 'Everything';
  const [area, act] = scope.split(':');
  return act === '*' ? `Everything of ${area}` : MEANINGS.get(scope);
}

export const EXPIRIES = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: 'never', label: 'Never' },
] as const;
export type Expiry = (typeof EXPIRIES)[number]['value'];

const DAY_MS = 86_400_000;

/** When a key made now would end; undefined for never. */
export const expiresAt = (expiry: Expiry, nowMs: number): string | undefined =>
  expiry === 'never' ? undefined : new Date(nowMs + Number(expiry) * DAY_MS).toISOString();

const NAME = /^[\w.-]{1,64}$/;

/** Why a name would be refused; undefined for a good one. */
export function nameFault(name: string): string | undefined {
  if (name === '' || NAME.test(name)) return undefined;
  return 'Letters, digits, dots, hyphens and underscores only, at most 64.';
}
