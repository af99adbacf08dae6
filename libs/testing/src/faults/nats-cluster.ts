import { randomBytes } from 'node:crypto';
import { type NatsServer, startNats } from '@vividwalls/local';
import { eventually } from '../eventually.js';
import { testFolder } from '../test-run.js';
import { askJetStream, JetStreamRefused } from './jetstream-request.js';
import { steadyPort } from './steady-port.js';

/** Followers notice a dead leader after 4 to 9 seconds, nats-server's own and fixed limits; then they elect. */
const ELECTION_TIMEOUT_MS = 60_000;
/** Servers that find no majority at first try again at such intervals; the machine may be busy, too. */
const START_TIMEOUT_MS = 30_000;
/** JetStream's error code (JSStreamNotFoundErr). */
const STREAM_NOT_FOUND = 10_059;
const PROBE = 'CLUSTER_PROBE';

/**
 * Several nats-servers on this machine that are one JetStream cluster: named n1, n2, …, each with a store of its own, all with
 * the users and rights of a single server. Each can be killed (`kill9`) and started again (`start`) on its port and store;
 * the cluster goes on as long as a majority runs.
 */
export class NatsCluster {
  constructor(readonly servers: readonly NatsServer[]) {}

  /** The administrator's addresses, separated by commas. */
  get url(): string {
    return this.servers.map((server) => server.url).join(',');
  }

  /** The addresses with a service's own rights, separated by commas. */
  userUrl(service: string): string {
    return this.servers.map((server) => server.userUrl(service)).join(',');
  }

  /**
   * The server that leads a stream's replicas now; while they elect one, it is waited for.
   * @throws when there is no such stream, or no leader in time
   */
  async leaderOf(stream: string): Promise<NatsServer> {
    const { cluster } = await this.#whenStream(stream, (name) => this.#runs(name));
    return this.servers.find(({ name }) => name === cluster?.leader)!;
  }

  /** Kills the leader of a stream as `kill -9` would; `start()` of what is returned brings it back. */
  async killLeaderOf(stream: string): Promise<NatsServer> {
    const leader = await this.leaderOf(stream);
    await leader.kill9();
    return leader;
  }

  /**
   * Resolves once every replica of a stream has everything: before that, the loss of another server may stop the stream.
   * @throws when there is no such stream, or a replica stays behind
   */
  async whenCaughtUp(stream: string): Promise<void> {
    const hasAll = ({ name, current, offline = false }: Replica): boolean => current && !offline && this.#runs(name);
    await this.#whenStream(stream, (leader, replicas) => this.#runs(leader) && replicas.every(hasAll));
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
  }

  /** Resolves once there is a leader of the cluster and a stream on all servers was made. */
  async whenReady(): Promise<void> {
    const probe = { name: PROBE, subjects: [PROBE], num_replicas: this.servers.length, storage: 'memory' };
    await eventually(() => this.#ask(`STREAM.CREATE.${PROBE}`, probe), { timeoutMs: START_TIMEOUT_MS });
    await this.#ask(`STREAM.DELETE.${PROBE}`);
  }

  #runs(name: string | undefined): boolean {
    return this.servers.some((server) => server.name === name && server.pid !== undefined);
  }

  /** Waits until a stream's replicas are as wanted. While they have no leader, nobody or not each of them answers. */
  async #whenStream(
    stream: string,
    isAsWanted: (leader: string | undefined, replicas: readonly Replica[]) => boolean,
  ): Promise<StreamInfo> {
    const answer = await eventually(
      async () => {
        const info = await this.#ask<StreamInfo>(`STREAM.INFO.${stream}`).catch(ifNotFound);
        if (info instanceof JetStreamRefused) return info;
        const { leader, replicas = [] } = info.cluster ?? {};
        if (isAsWanted(leader, replicas)) return info;
        throw new Error(`${stream} is led by ${leader ?? 'nobody'}; replicas: ${JSON.stringify(replicas)}`);
      },
      { timeoutMs: ELECTION_TIMEOUT_MS },
    );
    if (answer instanceof JetStreamRefused) throw answer;
    return answer;
  }

  #ask<Answer>(subject: string, request?: object): Promise<Answer> {
    const running = this.servers.filter(({ pid }) => pid !== undefined).map(({ url }) => url);
    return askJetStream<Answer>(running, subject, request);
  }
}

interface Replica {
  name: string;
  current: boolean;
  offline?: boolean;
}

interface StreamInfo {
  cluster?: { leader?: string; replicas?: Replica[] };
}

/** That a stream does not exist is an answer; waiting won't make it. */
function ifNotFound(error: unknown): JetStreamRefused {
  if (error instanceof JetStreamRefused && error.code === STREAM_NOT_FOUND) return error;
  throw error;
}

/**
 * Starts a JetStream cluster that only this spec file uses; resolves when a stream with a replica on every server can be made.
 * Stop it in `afterAll`; should the spec die, its servers die too.
 * @param size an odd number: the cluster survives the loss of any minority
 */
export async function startNatsCluster(size = 3): Promise<NatsCluster> {
  const home = testFolder('nats-cluster');
  const ports = await distinctPorts(2 * size);
  const routePorts = ports.slice(size);
  const routePassword = randomBytes(24).toString('hex');
  const outcomes = await Promise.allSettled(
    routePorts.map((routePort, place) => {
      const member = { name: `n${place + 1}`, cluster: 'test', routePort, routePorts, routePassword };
      return startNats({ home, profile: 'test', port: ports[place], member });
    }),
  );
  const cluster = new NatsCluster(
    outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])),
  );
  try {
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    await cluster.whenReady();
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

async function distinctPorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await steadyPort());
  return [...ports];
}
