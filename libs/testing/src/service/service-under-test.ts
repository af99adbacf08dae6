import { eventOf, STREAMS, type EventClass } from '@vividwalls/events';
import { connectBroker, provisionStreams, type EventEnvelope } from '@vividwalls/messaging';
import {
  bootstrap,
  signInternalToken,
  type Clock,
  type RunningService,
  type ServiceConfig,
  type ServiceDefinition,
} from '@vividwalls/platform';
import { freePort } from '@vividwalls/local';
import { v7 as uuidv7 } from 'uuid';
import { startTestNats } from '../test-nats.js';
import type { ServiceDatabase } from './service-database.js';

const SECRET = 'a secret of more than thirty-two characters';
const SHOP = 'vividwalls.myshopify.com';

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
}

export interface Asking {
  /** Everything of the service, unless said otherwise. */
  readonly scopes?: readonly string[];
  readonly actor?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered<T = never> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

/** What it takes of a database to start a service on it. */
type Home = Pick<ServiceDatabase, 'url' | 'drop'>;

/** A service as its process runs it, with a database and a broker of its own. */
export class ServiceUnderTest<D extends Home = ServiceDatabase> {
  private constructor(
    private readonly name: string,
    readonly service: RunningService,
    readonly database: D,
    /** The administrator's connection. */
    readonly broker: Awaited<ReturnType<typeof connectBroker>>,
    private readonly nats: Awaited<ReturnType<typeof startTestNats>>,
  ) {}

  static async start<C extends ServiceConfig, D extends Home>(
    definition: ServiceDefinition<C>,
    createDatabase: () => Promise<D>,
    { env = {}, clock }: StartOptions = {},
  ): Promise<ServiceUnderTest<D>> {
    const { name } = definition;
    const [database, nats] = await Promise.all([createDatabase(), startTestNats()]);
    const broker = await connectBroker({ url: nats.url, name: 'spec' });
    await provisionStreams(broker, STREAMS);
    const own = {
      VW_SERVICE_PORT: String(await freePort()),
      VW_INTERNAL_SECRET: SECRET,
      DATABASE_URL: database.url,
      NATS_URL: nats.userUrl(name),
      LOG_LEVEL: 'error',
    };
    const service = await bootstrap(definition, {
      env: { ...own, ...env },
      ownsProcess: false,
      ...(clock && { clock }),
    });
    return new ServiceUnderTest(name, service, database, broker, nats);
  }

  async stop(): Promise<void> {
    await this.service.close();
    await this.broker.close();
    await this.nats.stop();
    await this.database.drop();
  }

  /** The broker's address with the rights of a service: `finance`. */
  natsUrl(user: string): string {
    return this.nats.userUrl(user);
  }

  /** What the gateway would send along for a caller. Everything of the service, unless said otherwise. */
  token({ scopes = [`${this.name}:*`], actor = 'user:spec' }: Asking = {}): Promise<string> {
    return signInternalToken({ actor, scopes: [...scopes] }, SECRET, new Date());
  }

  /** An answer as JSON, or as text where it is none. */
  async ask<T = never>(
    method: string,
    path: string,
    asking: Asking & { readonly body?: unknown } = {},
  ): Promise<Answered<T>> {
    const { headers = {}, body } = asking;
    const token = await this.token(asking);
    const response = await fetch(`${this.service.url}${path}`, {
      method,
      headers: {
        ...headers,
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, body: (isJson ? JSON.parse(text) : text) as T, headers: response.headers };
  }

  get<T = never>(path: string, asking?: Asking): Promise<Answered<T>> {
    return this.ask('GET', path, asking);
  }

  post<T = never>(path: string, body: unknown, asking?: Asking): Promise<Answered<T>> {
    return this.ask('POST', path, { ...asking, body });
  }

  put<T = never>(path: string, body: unknown, asking?: Asking): Promise<Answered<T>> {
    return this.ask('PUT', path, { ...asking, body });
  }

  /** An event as its producer's relay publishes it. */
  tell<T extends object>(event: EventClass<T>, subject: string, data: T, test = false): EventEnvelope<T> {
    const id = uuidv7();
    const { type } = eventOf(event);
    const envelope: EventEnvelope<T> = {
      specversion: '1.0',
      ...{ id, source: `vividwalls/${producerOf(type)}`, type, subject, time: new Date().toISOString(), version: 0 },
      ...{ correlationid: id, causationid: id, actor: `shopify:${SHOP}`, test, shop: SHOP },
      ...{ datacontenttype: 'application/json', data },
    };
    this.publish(envelope);
    return envelope;
  }

  /** As a relay does: the subject is the type without its version. */
  publish(envelope: EventEnvelope): void {
    this.broker.publish(envelope.type.replace(/\.v\d+$/, ''), JSON.stringify(envelope));
  }
}

/** The service whose stream the type belongs to; the gateway for what any service may tell. */
function producerOf(type: string): string {
  const stream = STREAMS.find(({ subjects }) => subjects.some((subject) => type.startsWith(subject.replace(/>$/, ''))));
  return stream?.producer && stream.producer !== '*' ? stream.producer : 'gateway';
}
