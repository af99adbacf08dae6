import { orderOf } from '../../app/order-ids';
import type { components } from '../../api/openapi';
import type { Tone } from '../../ui/badge';
import { shortType } from '../events/event-words';
import { TRAIL_KINDS } from '../approvals/state-words';
import { MOVE_TONES, MOVES, WAITS } from './task-words';

type Schemas = components['schemas'];
export type TaskLine = Schemas['TimelineLineView'];
export type ApprovalTold = Pick<Schemas['ApprovalDetailView'], 'id' | 'title' | 'timeline'>;
export type SpendTold = Pick<
  Schemas['SpendView'],
  'key' | 'state' | 'reason' | 'amountMinor' | 'actualMinor' | 'currency' | 'decidedAt' | 'settledAt' | 'category'
>;
export type EventTold = Pick<
  Schemas['RecordedEventView'],
  'position' | 'type' | 'time' | 'recordedAt' | 'actor' | 'subject' | 'data'
>;

export const SOURCES = ['task', 'step', 'approval', 'spend', 'event'] as const;
export type Source = (typeof SOURCES)[number];

/** Money of a line: what was held, or what it came to. */
export interface LineMoney {
  readonly minor: string;
  readonly currency: string | null;
}

/** One thing that happened, whoever told it. */
export interface StoryLine {
  readonly key: string;
  readonly at: string;
  readonly source: Source;
  readonly title: string;
  readonly text: string;
  readonly actor: string | null;
  readonly tone: Tone;
  readonly money?: LineMoney;
  /** Shopify's id of the order that it is about. */
  readonly order?: string;
  /** Where it is proved. */
  readonly to?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
}

export interface StoryParts {
  readonly lines: readonly TaskLine[];
  readonly steps: readonly Pick<Schemas['TaskStepView'], 'step' | 'state' | 'begunAt' | 'doneAt'>[];
  readonly approvals: readonly ApprovalTold[];
  readonly spends: readonly SpendTold[];
  readonly events: readonly EventTold[];
}

/** Of things at the same instant: the task’s own line comes before what tells others of it. */
const RANK: Readonly<Record<Source, number>> = { task: 0, step: 1, approval: 2, spend: 3, event: 4 };

/** Everything that happened to a task in the order of time; what one source told in one instant stays in its order. */
export function mergeTimeline({ lines, steps, approvals, spends, events }: StoryParts): StoryLine[] {
  const all = [
    ...lines.map(ofTask),
    ...steps.map(ofStep),
    ...approvals.flatMap(ofApproval),
    ...spends.flatMap(ofSpend),
    ...events.map(ofEvent),
  ];
  const when = new Map(all.map((line) => [line, Date.parse(line.at)]));
  return all.toSorted((a, b) => when.get(a)! - when.get(b)! || RANK[a.source] - RANK[b.source]);
}

function ofTask({ seq, at, move, note, actor, facts, waitsFor }: TaskLine): StoryLine {
  return {
    ...{ key: `task/${seq}`, at, source: 'task', title: MOVES[move] ?? move.replaceAll('_', ' '), actor },
    text: note === '' && waitsFor !== null ? `waits for ${WAITS[waitsFor]}` : note === 'asked for' ? '' : note,
    tone: MOVE_TONES[move] ?? 'none',
    ...(facts && Object.keys(facts).length > 0 && { facts }),
  };
}

function ofStep({ step, state, begunAt, doneAt }: StoryParts['steps'][number]): StoryLine {
  const isDone = state === 'done';
  return {
    ...{ key: `step/${step}`, at: doneAt ?? begunAt, source: 'step', actor: null, text: step },
    ...{ title: isDone ? 'Step done' : 'Step begun', tone: isDone ? 'none' : 'info' },
  };
}

const APPROVAL_TONES: Readonly<Record<string, Tone>> = {
  ...{ approve: 'good', vote: 'good', reject: 'bad', expire: 'bad', lapse: 'warn', ask_changes: 'warn', ask: 'info' },
};

const ofApproval = ({ id, title, timeline }: ApprovalTold): StoryLine[] =>
  timeline.map(({ seq, at, kind, actor, note }) => ({
    ...{ key: `approval/${id}/${seq}`, at, source: 'approval', actor, text: note === '' ? title : `${title}: ${note}` },
    title: `Approval: ${TRAIL_KINDS[kind] ?? kind.replaceAll('_', ' ')}`,
    ...{ tone: APPROVAL_TONES[kind] ?? 'none', to: `/approvals/${id}` },
  }));

const SPEND_DECIDED: Readonly<Record<SpendTold['state'], { readonly title: string; readonly tone: Tone }>> = {
  ...{
    refused: { title: 'Budget refused', tone: 'bad' },
    rejected: { title: 'Budget refused by a person', tone: 'bad' },
  },
  ...{ pending: { title: 'Budget asked for', tone: 'warn' }, reserved: { title: 'Budget reserved', tone: 'none' } },
  ...{ committed: { title: 'Budget reserved', tone: 'none' }, released: { title: 'Budget reserved', tone: 'none' } },
  expired: { title: 'Budget reserved', tone: 'none' },
};
const SPEND_SETTLED: Readonly<Record<string, string>> = {
  ...{ committed: 'Money spent', released: 'Budget released', expired: 'Budget reservation expired' },
};

function ofSpend(spend: SpendTold): StoryLine[] {
  const { key, state, reason, amountMinor, actualMinor, currency = null, decidedAt, settledAt, category } = spend;
  const common = { source: 'spend', actor: null, text: `${category}: ${reason}` } as const;
  const settled = SPEND_SETTLED[state];
  return [
    {
      ...common,
      ...SPEND_DECIDED[state],
      key: `${key}/decided`,
      at: decidedAt,
      money: { minor: amountMinor, currency },
    },
    ...(settledAt !== undefined && settled !== undefined
      ? [
          {
            ...{ ...common, key: `${key}/settled`, at: settledAt, title: settled, tone: 'none' as const },
            money: { minor: actualMinor ?? amountMinor, currency },
          },
        ]
      : []),
  ];
}

const EVENT_TONES: readonly (readonly [RegExp, Tone])[] = [
  [/\.(dead_lettered|refused|undeliverable|stopped)\./, 'bad'],
  [/\.(fell_back|waiting)\./, 'warn'],
];

/** Where events say in words what happened. */
const WORDS = ['needs', 'reason', 'error', 'why', 'lastError'] as const;

function ofEvent({ position, type, time, recordedAt, actor, subject, data }: EventTold): StoryLine {
  const name = type ?? 'unknown event';
  const words = WORDS.map((one) => data?.[one]).find((one) => typeof one === 'string' && one !== '');
  const order = orderOf({ type, subject });
  const about = order === undefined && !name.startsWith('vw.orchestration.task.') ? (subject ?? '') : '';
  return {
    ...{ key: `event/${position}`, at: time ?? recordedAt, source: 'event', actor },
    title: shortType(name),
    text: typeof words === 'string' ? words : about,
    ...(order !== undefined && { order }),
    tone: EVENT_TONES.find(([pattern]) => pattern.test(name))?.[1] ?? 'none',
    to: `/events/${position}`,
  };
}

/** Lines of the sources that are wanted; all when none is named. */
export const ofSources = (lines: readonly StoryLine[], wanted: readonly Source[]): StoryLine[] =>
  lines.filter(({ source }) => wanted.length === 0 || wanted.includes(source));
