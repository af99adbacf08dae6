import {
  Activity,
  Bot,
  Boxes,
  ChartColumn,
  CircleCheckBig,
  House,
  KeyRound,
  ListChecks,
  MailWarning,
  Server,
  type LucideIcon,
} from 'lucide-react';

export interface Place {
  readonly to: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Pressed after `g`. */
  readonly key?: string;
  /** What the place answers; searched by the palette too. */
  readonly about: string;
  /** Other words that people look for it by. */
  readonly also?: string;
}

export interface PlaceGroup {
  readonly label: string;
  readonly places: readonly Place[];
}

/** The sidebar. Segments, commerce, monitoring and governance get their lines when their services exist. */
export const NAVIGATION: readonly PlaceGroup[] = [
  {
    label: 'Shop',
    places: [
      {
        ...{ to: '/', label: 'Overview', icon: House, key: 'o', about: 'today’s figures, alerts, scoreboard' },
        also: 'home start dashboard kpi targets late overdue',
      },
      {
        ...{ to: '/approvals', label: 'Approvals', icon: CircleCheckBig, key: 'a', about: 'what waits for your word' },
        also: 'approve reject decide inbox requests waiting discount refund',
      },
      {
        ...{ to: '/finance', label: 'Finance', icon: ChartColumn, key: 'f' },
        ...{ about: 'profit, revenue, attribution, budgets', also: 'p&l loss result costs income money refund sales' },
      },
    ],
  },
  {
    label: 'Agents',
    places: [
      {
        ...{ to: '/agents', label: 'Agents', icon: Bot, key: 'r', about: 'who there is, consolidation, communication' },
        also: 'people roster organisation organization chart directors departments personas',
      },
      {
        ...{ to: '/tasks', label: 'Tasks', icon: ListChecks, key: 't', about: 'every piece of work and its timeline' },
        also: 'jobs runs failed late overdue waiting',
      },
    ],
  },
  {
    label: 'Messages',
    places: [
      {
        ...{ to: '/events', label: 'Events', icon: Activity, key: 'e', about: 'search, stories, proof' },
        also: 'record audit log history messages what happened',
      },
      {
        to: '/dead-letters',
        label: 'Dead letters',
        icon: MailWarning,
        key: 'd',
        about: 'what a consumer could not handle',
        also: 'dlq failed errors redrive retry stuck',
      },
    ],
  },
  {
    label: 'System',
    places: [
      {
        ...{ to: '/system', label: 'System', icon: Server, key: 's', about: 'services, streams, lag, servers' },
        also: 'health status down outage late versions databases',
      },
      {
        ...{ to: '/system/keys', label: 'API keys', icon: KeyRound, about: 'create, scopes, expiry, revoke' },
        also: 'tokens access passwords permissions rights',
      },
    ],
  },
];

/** Pages below those of the sidebar, for the palette. */
export const SUBPLACES: readonly Place[] = [
  {
    to: '/agents/consolidation',
    label: 'Consolidation board',
    icon: Boxes,
    key: 'c',
    about: 'migrations, gates, roll forward and back',
    also: 'canary shadow rollback cutover match rate legacy',
  },
  {
    to: '/agents/communication',
    label: 'Communication matrix',
    icon: Boxes,
    about: 'who talks to whom, before and after',
  },
  {
    ...{ to: '/finance/revenue', label: 'Revenue', icon: ChartColumn, about: 'by stream and over time' },
    also: 'sales income turnover orders refund',
  },
  {
    ...{ to: '/finance/attribution', label: 'Attribution', icon: ChartColumn },
    ...{ about: 'who led to what was earned, by model', also: 'why credit touches sources campaigns channels utm' },
  },
  {
    ...{ to: '/finance/budgets', label: 'Budgets', icon: ChartColumn, about: 'burn and forecast' },
    also: 'spend spending limits costs allocate transfer',
  },
  {
    ...{ to: '/finance/commissions', label: 'Commissions', icon: ChartColumn, about: 'statements and payments' },
    also: 'pay payouts payees owed',
  },
  {
    ...{ to: '/finance/margins', label: 'Margins', icon: ChartColumn, about: 'by size, product, order' },
    also: 'profit costs prints shipping',
  },
  {
    ...{ to: '/finance/ledger', label: 'Ledger', icon: ChartColumn, about: 'trial balance and entries' },
    also: 'books accounts postings bookkeeping refund tax',
  },
  {
    ...{ to: '/approvals/policies', label: 'Policies', icon: CircleCheckBig },
    ...{ about: 'who decides what, from which amount', also: 'rules thresholds limits late expiry' },
  },
  {
    ...{ to: '/events/story', label: 'Story', icon: Activity, about: 'everything that followed from one order' },
    also: 'why trace graph order correlation what happened',
  },
  {
    ...{ to: '/events/verify', label: 'Proof', icon: Activity, about: 'that the record is whole' },
    also: 'verify audit chain hash tamper',
  },
  {
    ...{ to: '/dead-letters/jobs', label: 'Redrive jobs', icon: MailWarning, about: 'dead letters on their way again' },
    also: 'retry progress abort',
  },
  {
    ...{ to: '/system/messaging', label: 'Messaging', icon: Server, about: 'streams, consumers, relay, queues' },
    also: 'nats lag late backlog parked',
  },
  {
    ...{ to: '/system/deliveries', label: 'Webhook deliveries', icon: Server, about: 'what the shop delivered' },
    also: 'webhooks shopify intake late missing',
  },
];

export const PLACES: readonly Place[] = [...NAVIGATION.flatMap(({ places }) => places), ...SUBPLACES];
