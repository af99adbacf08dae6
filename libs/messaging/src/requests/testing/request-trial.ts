import type { NatsConnection } from '@nats-io/nats-core';
import { startTestNats, type NatsServer } from '@vividwalls/testing';
import { connectBroker } from '../../broker/connect.js';
import { silentLog } from '../../log.js';
import { answererOf, type AnswerHandler, type Answerer } from '../answerers.js';
import { defineRequest, type RequestContract } from '../contract.js';
import { RequestServer, type RequestServerSettings } from '../request-server.js';
import { Requests, type RequestsSettings } from '../requests.js';

export interface Sum {
  readonly a: number;
  readonly b: number;
}

/** The service `sums` adds numbers. */
export const addition = defineRequest<Sum, number>({
  service: 'sums',
  name: 'numbers.add',
  deadlineMs: 2_000,
  faultsOf: (value) =>
    ['a', 'b']
      .filter((key) => typeof (value as Sum)[key as 'a' | 'b'] !== 'number')
      .map((key) => `/${key} must be a number`),
  faultsOfAnswer: (value) => (typeof value === 'number' ? [] : ['/ must be a number']),
});

export const add: AnswerHandler<Sum, number> = ({ a, b }) => Promise.resolve(a + b);

/** A broker, with askers and answerers that each have a connection of their own, as processes do. */
export interface RequestTrial {
  readonly nats: NatsServer;
  connection(): Promise<NatsConnection>;
  asker(settings?: Partial<RequestsSettings>): Promise<Requests>;
  /** A replica of the service `sums`. */
  answerer(answerers: readonly Answerer[], settings?: Partial<RequestServerSettings>): Promise<RequestServer>;
  /** Stops the answerers of the test that ran. */
  stopAnswerers(): Promise<void>;
  close(): Promise<void>;
}

export const answering = <Q, A>(contract: RequestContract<Q, A>, handle: AnswerHandler<Q, A>): Answerer =>
  answererOf('Trial.answer', contract, handle);

export async function startRequestTrial(): Promise<RequestTrial> {
  const nats = await startTestNats();
  const connections: NatsConnection[] = [];
  const servers: RequestServer[] = [];
  const connection = async (): Promise<NatsConnection> => {
    const opened = await connectBroker({ url: nats.url, name: 'trial' });
    connections.push(opened);
    return opened;
  };
  const stopAnswerers = async (): Promise<void> => {
    await Promise.all(servers.splice(0).map((server) => server.stop(0)));
  };
  const common = { namespace: 'trial', log: silentLog };
  return {
    nats,
    connection,
    async asker(settings) {
      return new Requests({ ...common, service: 'asker', connection: await connection(), ...settings });
    },
    async answerer(answerers, settings) {
      const server = new RequestServer({ ...common, service: 'sums', connection: await connection(), ...settings });
      servers.push(server);
      await server.start(answerers);
      return server;
    },
    stopAnswerers,
    async close() {
      await stopAnswerers();
      await Promise.all(connections.map((one) => one.close()));
      await nats.stop();
    },
  };
}
