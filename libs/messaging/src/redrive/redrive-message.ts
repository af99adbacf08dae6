import { CORE_STREAMS } from '../broker/core-streams.js';
import type { Delivery } from '../consume/consumer-definition.js';
import type { OutgoingMessage } from '../outbox/publish.js';

/** Headers of a redriven message: what it was when it failed, so that its consumer sees it as it lay in its stream. */
export const REDRIVE_HEADERS = {
  /** Id of the dead letter it comes from. */
  letter: 'Redrive-Letter',
  /** How often this event has been redriven, this time included. */
  count: 'Redrive-Count',
  stream: 'Redrive-Origin-Stream',
  streamCreatedAt: 'Redrive-Origin-Stream-Created',
  sequence: 'Redrive-Origin-Sequence',
  subject: 'Redrive-Origin-Subject',
} as const;

/** Where a dead letter's message lay. */
export interface Origin {
  readonly stream: string;
  readonly streamCreatedAt: string;
  readonly sequence: number;
  readonly subject: string;
}

export interface RedriveOrder {
  /** Id of the dead letter. */
  readonly letterId: string;
  /** The one consumer that failed. */
  readonly consumer: string;
  readonly origin: Origin;
  /** The message to try again, as it was or as an operator mended it. */
  readonly payload: string;
  /** 1 for the first redrive of this event. */
  readonly count: number;
}

/** Subject on which one consumer, and nobody else, takes redriven messages. */
export const redriveSubject = (namespace: string, consumer: string): string => `${namespace}.redrive.${consumer}`;

/** The message that brings a dead letter to its consumer again. Sending it twice is sending it once. */
export function redriveMessage(namespace: string, order: RedriveOrder): OutgoingMessage {
  const { letterId, consumer, origin, payload, count } = order;
  return {
    messageId: `${letterId}.${count}`,
    subject: redriveSubject(namespace, consumer),
    payload,
    headers: {
      [REDRIVE_HEADERS.letter]: letterId,
      [REDRIVE_HEADERS.count]: String(count),
      [REDRIVE_HEADERS.stream]: origin.stream,
      [REDRIVE_HEADERS.streamCreatedAt]: origin.streamCreatedAt,
      [REDRIVE_HEADERS.sequence]: String(origin.sequence),
      [REDRIVE_HEADERS.subject]: origin.subject,
    },
  };
}

/** What a delivery from the redrive stream says about itself; undefined for any other, whatever its headers claim. */
export function redriveOf({
  stream,
  headers,
}: Pick<Delivery, 'stream' | 'headers'>): { letterId: string; count: number } | undefined {
  const letterId = stream === CORE_STREAMS.redrive ? headers[REDRIVE_HEADERS.letter] : undefined;
  return letterId === undefined ? undefined : { letterId, count: Number(headers[REDRIVE_HEADERS.count] ?? 1) };
}

/** A redriven delivery as it was in its stream; every other delivery as it is. */
export function atOrigin<D extends Delivery>(delivery: D): D {
  const { headers } = delivery;
  const stream = headers[REDRIVE_HEADERS.stream];
  // Who may publish elsewhere could write these headers too, and speak as another stream.
  if (delivery.stream !== CORE_STREAMS.redrive || stream === undefined) return delivery;
  return {
    ...delivery,
    stream,
    streamCreatedAt: headers[REDRIVE_HEADERS.streamCreatedAt] ?? '',
    sequence: Number(headers[REDRIVE_HEADERS.sequence]),
    subject: headers[REDRIVE_HEADERS.subject] ?? delivery.subject,
  };
}
