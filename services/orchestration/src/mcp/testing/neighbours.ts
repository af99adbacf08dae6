import {
  approvalDigest,
  approvalState,
  askApproval,
  authorizeSpend,
  lastVerificationOf,
  readFigures,
  readInboxFigures,
  takeReports,
  type ApprovalAnswer,
  type ApprovalQuestion,
  type ReportQuestion,
  type SpendQuestion,
} from '@vividwalls/contracts';
import { answererOf, connectBroker, RequestServer, silentLog, type Answerer } from '@vividwalls/messaging';

/** First word of all subjects. */
const NAMESPACE = 'vw';

/**
 * Stands in for finance, governance, audit and the gateway behind the broker, by their contracts. The real ones are met in the spec of the
 * whole.
 */
export class Neighbours {
  readonly spends: SpendQuestion[] = [];
  readonly proposals: ApprovalQuestion[] = [];
  readonly reports: ReportQuestion[] = [];
  /** What people have decided, by key. */
  readonly decided = new Map<string, ApprovalAnswer['verdict']>();
  private readonly closers: { readonly service: string; readonly close: () => Promise<void> }[] = [];

  private constructor() {}

  /** @param addressOf the broker's address with the rights of a service */
  static async start(addressOf: (service: string) => string): Promise<Neighbours> {
    const all = new Neighbours();
    await all.serve('finance', addressOf, [
      answererOf('authorise', authorizeSpend, (question) => {
        all.spends.push(question);
        const { key } = question;
        return Promise.resolve(
          BigInt(question.amountMinor) > 10_000n
            ? { decision: 'refused' as const, reason: 'the budget has no room for it', key }
            : { decision: 'authorised' as const, reason: 'it fits', key, expiresAt: '2099-01-01T00:00:00.000Z' },
        );
      }),
      answererOf('figures', readFigures, ({ figures, from, to }) =>
        Promise.resolve({
          figures: figures.map((name) => ({
            ...{ name, unit: 'minor' as const, value: '12345', reason: null, currency: 'USD', from, to },
            ...{ asOf: to, source: '/api/finance/reports/pnl' },
          })),
        }),
      ),
    ]);
    await all.serve('governance', addressOf, [
      answererOf('ask', askApproval, (question) => {
        all.proposals.push(question);
        return Promise.resolve(all.answerTo(question.key));
      }),
      answererOf('state', approvalState, ({ key }) => Promise.resolve(all.answerTo(key))),
      answererOf('figures', readInboxFigures, ({ figures, from, to }) =>
        Promise.resolve({
          figures: figures.map((name) => ({
            ...{ name, unit: 'count' as const, value: '7', reason: null, currency: null, from, to },
            ...{ asOf: to, source: '/api/governance/approvals/counts' },
          })),
        }),
      ),
    ]);
    await all.serve('audit', addressOf, [
      answererOf('verification', lastVerificationOf, () =>
        Promise.resolve({
          last: { ok: false, entries: 200_000, proven: 199_999, askedAt: '2026-11-28T00:00:00.000Z' },
          reason: null,
        }),
      ),
    ]);
    await all.serve('gateway', addressOf, [
      answererOf('take', takeReports, (question) => {
        all.reports.push(question);
        const { data } = question.reports[0] as { data: { channel?: string } };
        return Promise.resolve(
          data.channel === 'carrier pigeon'
            ? { result: 'refused' as const, faults: [{ pointer: '/0/data/channel', message: 'is no channel' }] }
            : { result: 'taken' as const, ids: ['72ab02c7-b633-45ff-ba85-60ad53c234d4'] },
        );
      }),
    ]);
    return all;
  }

  /** @param service all of them, unless one is named */
  async stop(service?: string): Promise<void> {
    const leaving = this.closers.filter((one) => service === undefined || one.service === service).reverse();
    for (const one of leaving) {
      this.closers.splice(this.closers.indexOf(one), 1);
      await one.close();
    }
  }

  private answerTo(key: string): ApprovalAnswer {
    const question = this.proposals.find((one) => one.key === key);
    if (!question) return { verdict: 'unknown', key, reason: 'nothing was asked under this key' };
    const verdict = this.decided.get(key) ?? 'pending';
    return {
      ...{ verdict, key, reason: 'two people must decide', digest: approvalDigest(question) },
      ...{ approvalId: '0199f3c1-7a10-7c3e-9b51-0c6a5e1d2f01', expiresAt: '2099-01-01T00:00:00.000Z' },
    };
  }

  private async serve(service: string, addressOf: (service: string) => string, answerers: Answerer[]): Promise<void> {
    const connection = await connectBroker({ url: addressOf(service), name: `${service} stand-in` });
    const server = new RequestServer({ namespace: NAMESPACE, service, connection, log: silentLog });
    await server.start(answerers);
    this.closers.push({ service, close: () => connection.close() }, { service, close: () => server.stop() });
  }
}
