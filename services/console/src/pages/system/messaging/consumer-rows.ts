import type { MessagingStatus } from '../use-system';

type Consumer = MessagingStatus['consumers'][number];

/** One consumer of a service, with how far behind it is in all streams that it reads. */
export interface ConsumerRow extends Pick<
  Consumer,
  'name' | 'state' | 'isReadModel' | 'handled' | 'retried' | 'deadLettered' | 'lag' | 'lagError'
> {
  readonly key: string;
  readonly service: string;
  /** Not delivered yet, over all its streams; null when the broker could not be asked. */
  readonly pending: number | null;
  /** Delivered and not settled. */
  readonly unacknowledged: number | null;
}

/** Every consumer, those furthest behind first. */
export function consumerRows(statuses: readonly (MessagingStatus | undefined)[]): ConsumerRow[] {
  const rows = statuses.flatMap((status) =>
    (status?.consumers ?? []).map((consumer): ConsumerRow => {
      const { name, lag } = consumer;
      const streams = lag?.map(({ stream }) => stream).join();
      return {
        ...consumer,
        ...{ service: status!.service, key: `${status!.service} ${name} ${streams}` },
        pending: lag && lag.reduce((sum, { pending }) => sum + pending, 0),
        unacknowledged: lag && lag.reduce((sum, { unacknowledged }) => sum + unacknowledged, 0),
      };
    }),
  );
  return rows.sort((a, b) => behind(b) - behind(a) || (a.key < b.key ? -1 : 1));
}

/** What is not known is looked at first; compared by a number that can be subtracted. */
const behind = ({ pending }: ConsumerRow): number => pending ?? Number.MAX_SAFE_INTEGER;
