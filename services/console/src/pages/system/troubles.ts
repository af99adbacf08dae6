import { formatDuration, formatNumber } from '../../format/numbers';
import { asWords, plural } from '../../format/words';
import type { MessagingStatus, SystemView } from './use-system';

/** Something that is wrong, in words, and where to look. */
export interface Trouble {
  readonly tone: 'bad' | 'warn';
  readonly text: string;
  readonly to?: string;
}

interface QueueFigures {
  readonly overdue: number;
  readonly ready: number;
  readonly oldestReadyAgeMs: number | null;
}

export interface SystemAsked {
  readonly system: SystemView | undefined;
  readonly systemError: Error | null;
  readonly statuses: readonly (MessagingStatus | undefined)[];
  readonly queue: QueueFigures | undefined;
  readonly openLetters: number | undefined;
  /** Why the record is not whole; undefined when it is, or nobody knows. */
  readonly recordBreak?: string | undefined;
}

/** A relay or consumer that is this far behind is not merely at work. */
const WAITS_TOO_LONG_S = 30;
const BEHIND_TOO_FAR = 1_000;
const READY_TOO_LONG_MS = 60_000;

/** More than this of a limit is used. */
const NEARLY_FULL = 0.9;

/** What is wrong now, the worst first; nothing when all is well. */
export function troublesOf(asked: SystemAsked): Trouble[] {
  const { system, systemError, statuses, queue, openLetters, recordBreak } = asked;
  const found: Trouble[] = [
    ...(systemError ? [bad(`The system’s state is not known: ${systemError.message}`)] : []),
    ...(system ? [...services(system), ...servers(system), ...consumers(system), ...streams(system)] : []),
    ...statuses.flatMap((status) => (status ? breakers(status) : [])),
    ...(recordBreak === undefined ? [] : [bad(recordBreak, '/events/verify')]),
    ...(openLetters
      ? [warn(`${plural(openLetters, 'dead letter waits', 'dead letters wait')} for a decision.`, '/dead-letters')]
      : []),
    ...(queue ? tasks(queue) : []),
  ];
  return [...found.filter(({ tone }) => tone === 'bad'), ...found.filter(({ tone }) => tone === 'warn')];
}

function services({ services: all }: SystemView): Trouble[] {
  return all.flatMap(({ name, state, detail, checks, relay, messagingError }) => {
    if (state === 'unreachable') return [bad(`${asWords(name)} can’t be reached: ${detail ?? 'no reason is known'}.`)];
    const failed = checks.filter(({ ok }) => !ok).map((check) => `${check.name}: ${check.detail ?? 'failed'}`);
    return [
      ...(state === 'not_ready'
        ? [bad(`${asWords(name)} is not ready${failed.length > 0 ? `: ${failed.join('; ')}` : ''}.`)]
        : []),
      ...(relay && (relay.oldestAgeS ?? 0) > WAITS_TOO_LONG_S
        ? [
            warn(
              `${asWords(name)} has ${plural(relay.backlog, 'event')} to send, the oldest waiting for ${formatDuration(relay.oldestAgeS! * 1_000)}.`,
              '/system/messaging',
            ),
          ]
        : []),
      ...(relay && relay.parked > 0
        ? [
            bad(
              `${plural(relay.parked, 'event')} of ${name} were refused by the broker and set aside.`,
              '/system/messaging',
            ),
          ]
        : []),
      ...(messagingError === null ? [] : [warn(`The state of ${name}’s messaging is not known: ${messagingError}.`)]),
    ];
  });
}

const servers = ({ servers: all }: SystemView): Trouble[] =>
  all.flatMap(({ name, state, detail, figures }) => [
    ...(state === 'down' ? [bad(`${SERVERS[name]} ${downWords(detail)}.`)] : []),
    ...figures
      .filter(({ value, max }) => max !== null && value > max * NEARLY_FULL)
      .map((figure) => warn(`${SERVERS[name]} is nearly full: ${figure.name}.`)),
  ]);

/** A server that took too long to answer may be slow and not down. */
const downWords = (detail: string | null): string =>
  detail?.startsWith('no answer') ? `is down or slow: ${detail}` : `is down: ${detail ?? 'no reason is known'}`;

/** What the servers are for. */
export const SERVERS = { postgres: 'PostgreSQL', nats: 'NATS', redis: 'Redis' } as const;

const consumers = ({ consumers: all }: SystemView): Trouble[] =>
  all.flatMap(({ name, stream, service, pending, state }) => [
    ...(pending > BEHIND_TOO_FAR
      ? [
          warn(
            `${asWords(service)} is ${formatNumber(pending)} messages behind in ${stream} (${name}).`,
            '/system/messaging',
          ),
        ]
      : []),
    ...(state === 'stopped' || state === 'failed'
      ? [bad(`${asWords(service)} does not read ${stream}: its consumer ${name} is ${state}.`, '/system/messaging')]
      : []),
  ]);

const streams = ({ streams: all }: SystemView): Trouble[] =>
  all.flatMap(({ name, detail, bytes, maxBytes }) => [
    ...(detail === null ? [] : [warn(`The figures of the stream ${name} are not known: ${detail}.`)]),
    ...(bytes !== null && maxBytes !== null && bytes > maxBytes * NEARLY_FULL
      ? [bad(`The stream ${name} is nearly full.`, '/system/messaging')]
      : []),
  ]);

const breakers = ({ service, breakers: all }: MessagingStatus): Trouble[] =>
  Object.entries(all)
    .filter(([, state]) => state !== 'closed')
    .map(([contract, state]) =>
      warn(
        `${asWords(service)} ${state === 'open' ? 'has stopped asking' : 'is trying again to ask'} ${contract}.`,
        '/system/messaging',
      ),
    );

const tasks = ({ overdue, ready, oldestReadyAgeMs }: QueueFigures): Trouble[] => [
  ...(overdue > 0 ? [warn(`${plural(overdue, 'task is', 'tasks are')} overdue.`, '/tasks')] : []),
  ...((oldestReadyAgeMs ?? 0) > READY_TOO_LONG_MS
    ? [
        warn(
          `${plural(ready, 'task is', 'tasks are')} ready but not taken, the oldest for ${formatDuration(oldestReadyAgeMs!)}.`,
          '/tasks',
        ),
      ]
    : []),
];

const bad = (text: string, to?: string): Trouble => ({ tone: 'bad', text, ...(to !== undefined && { to }) });
const warn = (text: string, to?: string): Trouble => ({ tone: 'warn', text, ...(to !== undefined && { to }) });
