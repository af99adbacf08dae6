import { eventOf, STREAMS, type EventClass } from '@vividwalls/events';
import { connectBroker, provisionStreams, type EventEnvelope } from '@vividwalls/messaging';
import { bootstrap, Clock, signInternalToken, type RunningService } from '@vividwalls/platform';
import { freePort, startTestNats } from '@vividwalls/testing';
import { v7 as uuidv7 } from 'uuid';
import { finance } from '../service.js';
import { createFinanceDatabase, type FinanceDatabase } from './finance-database.js';

const SECRET = 'a secret of more than thirty-two characters';
const SHOP = 'vividwalls.myshopify.com';

export interface Asking {
  readonly scopes?: readonly string[];
  readonly actor?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered<T = never> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

/** The finance service as a process runs it, with a database and a broker of its own. */
export class RunningFinance {
  private constructor(
    readonly service: RunningService,
    readonly database: FinanceDatabase,
    readonly broker: Awaited<ReturnType<typeof connectBroker>>,
    private readonly stopNats: () => Promise<void>,
    readonly natsUrl: (user: string) => string,
  ) {}

  static async start(
    name: string,
    { env = {}, clock }: { env?: Readonly<Record<string, string>>; clock?: Clock } = {},
  ): Promise<RunningFinance> {
    const [database, nats] = await Promise.all([createFinanceDatabase(name), startTestNats()]);
    const broker = await connectBroker({ url: nats.url, name: 'spec' });
    await provisionStreams(broker, STREAMS);
    const own = {
      VW_SERVICE_PORT: String(await freePort()),
      VW_INTERNAL_SECRET: SECRET,
      DATABASE_URL: database.url,
      NATS_URL: nats.userUrl('finance'),
      LOG_LEVEL: 'error',
    };
    const service = await bootstrap(finance, { env: { ...own, ...env }, ownsProcess: false, ...(clock && { clock }) });
    return new RunningFinance(
      service,
      database,
      broker,
      () => nats.stop(),
      (user) => nats.userUrl(user),
    );
  }

  async stop(): Promise<void> {
    await this.service.close();
    await this.broker.close();
    await this.stopNats();
    await this.database.drop();
  }

  /** An answer as JSON, or as text where it is none. */
  async ask<T = never>(
    method: string,
    path: string,
    asking: Asking & { readonly body?: unknown } = {},
  ): Promise<Answered<T>> {
    const { scopes = ['finance:*'], actor = 'user:spec', headers = {}, body } = asking;
    const token = await signInternalToken({ actor, scopes: [...scopes] }, SECRET, new Date());
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

  /** An event as the gateway's relay publishes it: the subject is the type without its version. */
  tell<T extends object>(event: EventClass<T>, subject: string, data: T, test = false): EventEnvelope<T> {
    const id = uuidv7();
    const { type } = eventOf(event);
    const envelope: EventEnvelope<T> = {
      specversion: '1.0',
      ...{ id, source: 'vividwalls/gateway', type, subject, time: new Date().toISOString(), version: 0 },
      ...{ correlationid: id, causationid: id, actor: `shopify:${SHOP}`, test, shop: SHOP },
      ...{ datacontenttype: 'application/json', data },
    };
    this.publish(envelope);
    return envelope;
  }

  publish(envelope: EventEnvelope): void {
    this.broker.publish(envelope.type.replace(/\.v\d+$/, ''), JSON.stringify(envelope));
  }
}
