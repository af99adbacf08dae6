import { Inject, Injectable } from '@nestjs/common';
import { jetstreamManager, type StreamInfo } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { STREAMS } from '@vividwalls/events';
import { NATS } from '@vividwalls/messaging';
import type { SystemStreamView } from './system-views.js';
import { within } from './within.js';

const NANOS_A_SECOND = 1_000_000_000;

const UNKNOWN = {
  ...{ messages: null, bytes: null, firstSequence: null, lastSequence: null, oldestAt: null, newestAt: null },
  ...{ consumers: null, maxBytes: null, maxMessages: null, maxAgeS: null },
};

/** JetStream writes a limit that is none as -1 or 0. */
const limit = (value: number): number | null => (value > 0 ? value : null);

/** What the broker tells of every stream in the registry. */
@Injectable()
export class StreamSurvey {
  constructor(@Inject(NATS) private readonly connection: NatsConnection) {}

  take(): Promise<SystemStreamView[]> {
    return Promise.all(
      STREAMS.map(async ({ name, description }): Promise<SystemStreamView> => {
        const told = await within(async () => (await jetstreamManager(this.connection)).streams.info(name));
        if (!told.ok) return { name, description, detail: told.reason, ...UNKNOWN };
        return { name, description, detail: null, ...figuresOf(told.value) };
      }),
    );
  }
}

function figuresOf({ state, config }: StreamInfo): Omit<SystemStreamView, 'name' | 'description' | 'detail'> {
  const isEmpty = state.messages === 0;
  return {
    messages: state.messages,
    bytes: state.bytes,
    firstSequence: state.first_seq,
    lastSequence: state.last_seq,
    oldestAt: isEmpty ? null : state.first_ts,
    newestAt: isEmpty ? null : state.last_ts,
    consumers: state.consumer_count,
    maxBytes: limit(config.max_bytes),
    maxMessages: limit(config.max_msgs),
    maxAgeS: limit(config.max_age / NANOS_A_SECOND),
  };
}
