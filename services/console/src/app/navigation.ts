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
      { to: '/', label: 'Overview', icon: House, key: 'o', about: 'today’s figures, alerts, scoreboard' },
      { to: '/approvals', label: 'Approvals', icon: CircleCheckBig, key: 'a', about: 'what waits for your word' },
      { to: '/finance', label: 'Finance', icon: ChartColumn, key: 'f', about: 'profit, revenue, attribution, budgets' },
    ],
  },
  {
    label: 'Agents',
    places: [
      { to: '/agents', label: 'Agents', icon: Bot, key: 'r', about: 'who there is, consolidation, communication' },
      { to: '/tasks', label: 'Tasks', icon: ListChecks, key: 't', about: 'every piece of work and its timeline' },
    ],
  },
  {
    label: 'Messages',
    places: [
      { to: '/events', label: 'Events', icon: Activity, key: 'e', about: 'search, stories, proof' },
      {
        to: '/dead-letters',
        label: 'Dead letters',
        icon: MailWarning,
        key: 'd',
        about: 'what a consumer could not handle',
      },
    ],
  },
  {
    label: 'System',
    places: [
      { to: '/system', label: 'System', icon: Server, key: 's', about: 'services, streams, lag, servers' },
      { to: '/system/keys', label: 'API keys', icon: KeyRound, about: 'create, scopes, expiry, revoke' },
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
  },
  {
    to: '/agents/communication',
    label: 'Communication matrix',
    icon: Boxes,
    about: 'who talks to whom, before and after',
  },
  { to: '/finance/revenue', label: 'Revenue', icon: ChartColumn, about: 'by stream and over time' },
  {
    to: '/finance/attribution',
    label: 'Attribution',
    icon: ChartColumn,
    about: 'who led to what was earned, by model',
  },
  { to: '/finance/budgets', label: 'Budgets', icon: ChartColumn, about: 'burn and forecast' },
  { to: '/finance/commissions', label: 'Commissions', icon: ChartColumn, about: 'statements and payments' },
  { to: '/finance/margins', label: 'Margins', icon: ChartColumn, about: 'by size, product, order' },
  { to: '/finance/ledger', label: 'Ledger', icon: ChartColumn, about: 'trial balance and entries' },
];

export const PLACES: readonly Place[] = [...NAVIGATION.flatMap(({ places }) => places), ...SUBPLACES];
