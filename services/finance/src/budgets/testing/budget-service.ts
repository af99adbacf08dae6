import { STREAMS } from '@vividwalls/events';
import { connectBroker, provisionStreams } from '@vividwalls/messaging';
import { bootstrap, signInternalToken } from '@vividwalls/platform';
import { freePort, startFaultyProxy, startTestNats } from '@vividwalls/testing';
import { GovernanceStandIn } from '../../approvals/testing/governance-stand-in.js';
import { finance } from '../../service.js';
import { createFinanceDatabase } from '../../testing/finance-database.js';
import { HandClock } from './budget-database.js';

const SECRET = 'a secret of more than thirty-two characters';

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & { errors?: { pointer: string; message: string }[] };
}

export interface SendOptions {
  /** Who sends; `user:owner` by default. */
  readonly as?: string;
  readonly scopes?: readonly string[];
  readonly key?: string;
}

export type BudgetService = Awaited<ReturnType<typeof startBudgetService>>;

/** The finance service as it is started, on 24 November 2026, with a line to its database that can be cut. */
export async function startBudgetService(name: string) {
  const [database, nats] = await Promise.all([createFinanceDatabase(name), startTestNats()]);
  const broker = await connectBroker({ url: nats.url, name: 'spec' });
  await provisionStreams(broker, STREAMS);
  const office = await connectBroker({ url: nats.userUrl('governance'), name: 'governance stand-in' });
  const governance = new GovernanceStandIn();
  const clock = new HandClock();
  const answering = await governance.serve(office, clock);
  const address = new URL(database.url);
  const line = await startFaultyProxy({ targetPort: Number(address.port) });
  address.host = `127.0.0.1:${line.port}`;
  const env = {
    VW_SERVICE_PORT: String(await freePort()),
    VW_INTERNAL_SECRET: SECRET,
    DATABASE_URL: address.href,
    NATS_URL: nats.userUrl('finance'),
    LOG_LEVEL: 'silent',
  };
  const service = await bootstrap(finance, { env, ownsProcess: false, clock });

  async function send(method: string, path: string, body?: object, options: SendOptions = {}): Promise<Answer> {
    const { as = 'user:owner', scopes = ['finance:*'], key } = options;
    const token = await signInternalToken({ actor: as, scopes: [...scopes] }, SECRET, new Date());
    const response = await fetch(`${service.url}/api/finance/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(key && { 'idempotency-key': key }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() } as Answer;
  }

  const get = (path: string) => send('GET', path);
  const post = (path: string, body: object, options?: SendOptions) => send('POST', path, body, options);
  let names = 0;
  /** The body of November's budget of a department of its own. */
  const budgetBody = (allocatedMinor = '100000', more: object = {}) => ({
    ...{ department: `Department ${(names += 1)}`, currency: 'USD', allocatedMinor },
    ...{ periodStart: '2026-11-01', periodEnd: '2026-11-30', ...more },
  });
  /** Makes it. */
  async function budget(allocatedMinor?: string, more?: object) {
    const { status, body } = await post('budgets', budgetBody(allocatedMinor, more));
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body as unknown as { id: string; department: string };
  }

  return {
    ...{ database, broker, line, get, post, budgetBody, budget, governance, clock },
    /** People decide in governance, and it is told. */
    decide(...word: Parameters<GovernanceStandIn['decide']>): void {
      broker.publish('vw.governance.approval.decided', JSON.stringify(governance.decide(...word)));
    },
    async stop(): Promise<void> {
      await service.close();
      await answering.stop();
      await office.close();
      await broker.close();
      await nats.stop();
      await line.close();
      await database.drop();
    },
  };
}

export function spendBody(key: string, department: string, more: object = {}) {
  const purpose = 'Autumn campaign';
  return { key, department, category: 'advertising', purpose, amountMinor: '1000', currency: 'USD', ...more };
}
