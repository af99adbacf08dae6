import { CommandError } from '../command-error.js';
import type { Action } from '../command.js';
import type { Context } from '../context.js';
import { ExitCode } from '../exit-codes.js';
import { columns } from '../output.js';
import { messagingOf, type ConsumerStatus, type MessagingStatus } from './messaging-api.js';

interface Readiness {
  readonly service: string;
  readonly checks?: Readonly<Record<string, { readonly checks?: unknown }>>;
}

/** A service that gave no answer. */
interface Silent {
  readonly service: string;
  readonly error: string;
}

/** Relay, consumers and backlog of every service that answers the door, or of one. Exit code 1 when one needs a person. */
export const messagingStatus: Action<{ service?: string }> = async (context, { service }) => {
  const names = service === undefined ? await serviceNames(context) : [service];
  const services = await Promise.all(names.map((name) => statusOf(context, name, service !== undefined)));
  const { output } = context;
  output.result({ services }, () => {
    const titles = ['service', 'what', 'state', 'behind', 'detail'];
    return output.table(columns(titles), services.flatMap(rowsOf));
  });
  return services.every(isWell) ? ExitCode.ok : ExitCode.negative;
};

/** The gateway's own name, and those whose readiness it tells with their checks. */
async function serviceNames({ api }: Context): Promise<string[]> {
  const { body } = await api.open<Readiness>('/health/ready');
  const behind = Object.entries(body.checks ?? {}).filter(([, check]) => check.checks !== undefined);
  return [body.service, ...behind.map(([name]) => name)];
}

/** Among several, one that is away is told beside the others. */
async function statusOf({ api }: Context, service: string, alone: boolean): Promise<MessagingStatus | Silent> {
  try {
    return await api.get<MessagingStatus>(`${messagingOf(service)}/status`);
  } catch (error) {
    const away = error instanceof CommandError && error.exitCode === ExitCode.unreachable;
    if (alone || !away) throw error;
    return { service, error: error.message };
  }
}

function isWell(status: MessagingStatus | Silent): boolean {
  if ('error' in status) return false;
  const { relay, consumers } = status;
  return (
    !relay.state.startsWith('waiting') && relay.parked === 0 && consumers.every(({ state }) => state === 'running')
  );
}

function rowsOf(status: MessagingStatus | Silent): string[][] {
  const { service } = status;
  if ('error' in status) return [[service, '', 'NO ANSWER', '?', status.error]];
  const { state, backlog, oldestAgeS, parked } = status.relay;
  const details = [
    oldestAgeS === null ? '' : `oldest ${oldestAgeS.toFixed(1)} s`,
    parked === 0 ? '' : `${parked} parked: vw messaging parked ${service}`,
  ];
  const relay = [service, 'relay', state, String(backlog), details.filter(Boolean).join('; ')];
  return [relay, ...status.consumers.map((consumer) => consumerRow(service, consumer))];
}

function consumerRow(service: string, { name, state, waiting, deadLettered, lag, lagError }: ConsumerStatus): string[] {
  const behind = lag?.reduce((sum, { pending, unacknowledged }) => sum + pending + unacknowledged, 0);
  const details = [
    waiting === 0 ? '' : `${waiting} wait for their cause`,
    deadLettered === 0 ? '' : `${deadLettered} dead-lettered`,
    lagError ? `how far behind is not known: ${lagError}` : '',
  ];
  // A consumer has a durable for each stream; without them its rows look like one thing told twice.
  const streams = lag?.map(({ stream }) => stream).join(', ');
  return [
    service,
    `consumer ${name}${streams ? ` of ${streams}` : ''}`,
    state,
    String(behind ?? '?'),
    details.filter(Boolean).join('; '),
  ];
}
