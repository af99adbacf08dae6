import type { Attributes, BatchObservableCallback, Meter, Observable } from '@opentelemetry/api';
import { ATTRIBUTE, METRIC } from './semantics.js';

/** What the broker says of one durable on one stream. */
export interface StreamLag {
  readonly stream: string;
  /** Messages not delivered yet. */
  readonly pending: number;
  /** Delivered and not acknowledged. */
  readonly unacknowledged: number;
}

/** Read at every collection. One that throws leaves its metric out of that collection: no data is not zero. */
export interface ConsumerReadings {
  lag(): Promise<readonly StreamLag[]>;
  /** Messages in the batch under way. */
  inFlight(): number;
  /** Payload fetched ahead. */
  bufferedBytes(): number;
  /** Events in the waiting room. */
  waiting(): Promise<number>;
}

export interface OutboxReading {
  /** Rows neither published nor parked. */
  readonly backlog: number;
  /** Age of the oldest of them, s; null when there is none. */
  readonly oldestAgeS: number | null;
  readonly parked: number;
}

export interface RelayReadings {
  state(): string;
  /** Undefined where this process does not lead: then the leader tells. */
  outbox(): Promise<OutboxReading | undefined>;
}

type Stop = () => void;

/** Ends the observation when called. */
export function observeConsumer(meter: Meter, attributes: Attributes, readings: ConsumerReadings): Stop {
  const gauge = (name: string, unit: string, description: string) =>
    meter.createObservableGauge(name, { unit, description });
  const lag = gauge(METRIC.lag, '{message}', 'Messages not acknowledged yet, delivered or not');
  const inFlight = gauge(METRIC.inFlight, '{message}', 'Messages in the batch under way');
  const buffered = gauge(METRIC.buffered, 'By', 'Payload fetched ahead and not yet handled');
  const waiting = gauge(METRIC.waiting, '{message}', 'Events that wait for their cause');
  return together(
    observe(meter, [lag], async (result) => {
      for (const { stream, pending, unacknowledged } of await readings.lag()) {
        result.observe(lag, pending + unacknowledged, { ...attributes, [ATTRIBUTE.destination]: stream });
      }
    }),
    observe(meter, [inFlight, buffered], (result) => {
      result.observe(inFlight, readings.inFlight(), attributes);
      result.observe(buffered, readings.bufferedBytes(), attributes);
    }),
    observe(meter, [waiting], async (result) => result.observe(waiting, await readings.waiting(), attributes)),
  );
}

/** Ends the observation when called. */
export function observeRelay(meter: Meter, attributes: Attributes, readings: RelayReadings): Stop {
  const gauge = (name: string, unit: string, description: string) =>
    meter.createObservableGauge(name, { unit, description });
  const state = gauge(METRIC.relayState, '1', '1 for the state the relay is in, 0 for those it was in');
  const backlog = gauge(METRIC.backlog, '{row}', 'Rows of the outbox neither published nor parked');
  const oldest = gauge(METRIC.oldest, 's', 'Age of the oldest of them; 0 when there is none');
  const parked = gauge(METRIC.parked, '{row}', 'Rows that the broker refused');
  const seen = new Set<string>();
  return together(
    observe(meter, [state], (result) => {
      const present = readings.state();
      seen.add(present);
      for (const one of seen) {
        result.observe(state, one === present ? 1 : 0, { ...attributes, [ATTRIBUTE.relayState]: one });
      }
    }),
    observe(meter, [backlog, oldest, parked], async (result) => {
      const outbox = await readings.outbox();
      if (!outbox) return;
      result.observe(backlog, outbox.backlog, attributes);
      result.observe(oldest, outbox.oldestAgeS ?? 0, attributes);
      result.observe(parked, outbox.parked, attributes);
    }),
  );
}

function observe(meter: Meter, observables: Observable[], read: BatchObservableCallback): Stop {
  meter.addBatchObservableCallback(read, observables);
  return () => meter.removeBatchObservableCallback(read, observables);
}

function together(...stops: readonly Stop[]): Stop {
  return () => stops.forEach((stop) => stop());
}
