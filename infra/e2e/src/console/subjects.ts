/** A page that a picture is taken of. */
export interface Subject {
  readonly name: string;
  readonly path: string;
  /** Of the window; a desk's when left out. */
  readonly width?: number;
  /** A button that is pressed before the picture is taken. */
  readonly press?: string;
  /** Seen by nobody who is signed in. */
  readonly isPublic?: boolean;
}

const PHONE = 390;

export const PAGES: readonly Subject[] = [
  { name: 'sign-in', path: '/sign-in', isPublic: true },
  { name: 'overview', path: '/' },
  { name: 'agents', path: '/agents' },
  { name: 'consolidation', path: '/agents/consolidation' },
  { name: 'communication', path: '/agents/communication' },
  { name: 'tasks', path: '/tasks' },
  { name: 'finance', path: '/finance' },
  { name: 'revenue', path: '/finance/revenue' },
  { name: 'attribution', path: '/finance/attribution' },
  { name: 'budgets', path: '/finance/budgets' },
  { name: 'commissions', path: '/finance/commissions' },
  { name: 'margins', path: '/finance/margins' },
  { name: 'ledger', path: '/finance/ledger' },
  { name: 'approvals', path: '/approvals' },
  { name: 'policies', path: '/approvals/policies' },
  { name: 'events', path: '/events' },
  { name: 'proof', path: '/events/verify', press: 'Verify the chain' },
  { name: 'dead-letters', path: '/dead-letters' },
  { name: 'letter-jobs', path: '/dead-letters/jobs' },
  { name: 'system', path: '/system' },
  { name: 'messaging', path: '/system/messaging' },
  { name: 'deliveries', path: '/system/deliveries' },
  { name: 'keys', path: '/system/keys' },
  { name: 'overview-phone', path: '/', width: PHONE },
  { name: 'approvals-phone', path: '/approvals', width: PHONE },
];

/** A page of one thing: which list knows such things, and where the console shows the first of them. */
export interface FirstRow {
  readonly name: string;
  /** The list's route in the API. */
  readonly list: string;
  /** @returns undefined for a row that has no such page */
  pathOf(row: Row): string | undefined;
}

/** A row as its list tells it. */
export type Row = Readonly<Record<string, unknown>>;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? encodeURIComponent(value) : undefined;
const under = (folder: string, value: unknown): string | undefined => {
  const name = text(value);
  return name === undefined ? undefined : `${folder}/${name}`;
};

export const FIRST_ROWS: readonly FirstRow[] = [
  { name: 'agent', list: '/api/orchestration/agents?roster=target&limit=1', pathOf: ({ id }) => under('/agents', id) },
  {
    name: 'migration',
    list: '/api/orchestration/migrations?limit=1',
    pathOf: ({ id }) => under('/agents/consolidation', id),
  },
  { name: 'task', list: '/api/orchestration/tasks?limit=20', pathOf: ({ id }) => under('/tasks', id) },
  {
    name: 'order',
    list: '/api/finance/entries?kind=sale&book=real&limit=1',
    pathOf: ({ orderId }) => under('/finance/orders', orderId),
  },
  { name: 'approval', list: '/api/governance/approvals?limit=1', pathOf: ({ id }) => under('/approvals', id) },
  { name: 'dead-letter', list: '/api/gateway/dead-letters?limit=1', pathOf: ({ id }) => under('/dead-letters', id) },
  { name: 'event', list: '/api/audit/events?limit=1', pathOf: ({ position }) => under('/events', position) },
  {
    name: 'event-story',
    // An order that was paid has been through most services.
    list: '/api/audit/events?type=vw.shop.order.paid.v1&limit=20',
    pathOf: ({ subject }) => {
      const order = text(subject);
      return order === undefined ? undefined : `/events/story?subject=${order}`;
    },
  },
];
