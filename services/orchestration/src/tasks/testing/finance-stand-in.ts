import {
  askRoom,
  authorizeSpend,
  settleAuthorisedSpend,
  type RoomAnswer,
  type RoomQuestion,
  type SettlementOrder,
  type SpendQuestion,
} from '@vividwalls/contracts';
import { answererOf, connectBroker, RequestServer, Requests, silentLog } from '@vividwalls/messaging';
import { startTestNats } from '@vividwalls/testing';

/** First word of all subjects. */
const NAMESPACE = 'vw';

/** What it says to a question. */
export type Verdict = 'authorised' | 'refused' | 'approval_required';

/**
 * Stands in for finance behind the broker, by its contracts: decides as the spec says, a key once, and hears settlements. The
 * real one is met in the specs of the whole.
 */
export class FinanceStandIn {
  verdict: Verdict = 'authorised';
  /** What it says of room. */
  room: RoomAnswer = { hasRoom: false, hasRoomOnceSettled: false, leftMinor: '20', reason: 'the stand-in has no room' };
  readonly roomAsked: RoomQuestion[] = [];
  readonly asked: SpendQuestion[] = [];
  readonly settled: SettlementOrder[] = [];
  private server: RequestServer | undefined;

  private constructor(
    private readonly nats: Awaited<ReturnType<typeof startTestNats>>,
    private readonly own: Awaited<ReturnType<typeof connectBroker>>,
    private readonly asker: Awaited<ReturnType<typeof connectBroker>>,
    readonly requests: Requests,
  ) {}

  static async start(): Promise<FinanceStandIn> {
    const nats = await startTestNats();
    const [own, asker] = await Promise.all([
      connectBroker({ url: nats.userUrl('finance'), name: 'finance stand-in' }),
      connectBroker({ url: nats.userUrl('orchestration'), name: 'spec' }),
    ]);
    const requests = new Requests({ namespace: NAMESPACE, service: 'orchestration', connection: asker });
    const standIn = new FinanceStandIn(nats, own, asker, requests);
    await standIn.open();
    return standIn;
  }

  /** Answers again. */
  async open(): Promise<void> {
    this.server = new RequestServer({ namespace: NAMESPACE, service: 'finance', connection: this.own, log: silentLog });
    await this.server.start([
      answererOf('authorise', authorizeSpend, (question) => Promise.resolve(this.decide(question))),
      answererOf('room', askRoom, (question) => {
        this.roomAsked.push(question);
        return Promise.resolve(this.room);
      }),
      answererOf('settle', settleAuthorisedSpend, (order) => {
        this.settled.push(order);
        return Promise.resolve({ result: 'settled' as const, key: order.key, reason: 'it is settled' });
      }),
    ]);
  }

  /** Answers nobody any more. */
  async close(): Promise<void> {
    await this.server?.stop();
  }

  async stop(): Promise<void> {
    await this.close();
    await Promise.all([this.own.close(), this.asker.close()]);
    await this.nats.stop();
  }

  private decide(question: SpendQuestion) {
    this.asked.push(question);
    const expiresAt = new Date(new Date().getTime() + (question.expiresInS ?? 900) * 1_000).toISOString();
    return {
      ...{ decision: this.verdict, reason: `the stand-in says ${this.verdict}`, key: question.key },
      ...(this.verdict === 'authorised' && { expiresAt }),
    };
  }
}
