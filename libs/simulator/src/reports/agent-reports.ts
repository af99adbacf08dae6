import { agentIdOf } from '../shoppers/agent-id.js';
import type { GroundTruth, TrueTouch } from '../truth/ground-truth.js';

/** What an agent reports through n8n, as `POST /webhooks/n8n` takes it. */
export interface AgentReport {
  /** The same touch is the same report, however often it is sent. */
  readonly id: string;
  readonly type: 'interaction.recorded';
  readonly test: boolean;
  readonly data: {
    readonly agentId: string;
    readonly channel: string;
    readonly kind: 'direct' | 'assisted' | 'influenced';
    readonly customerId?: string;
    readonly sessionId: string;
    readonly campaign?: string;
    readonly occurredAt: string;
  };
}

/**
 * The touches of a simulation as its agents would have reported them, oldest first: the last one before an order is
 * direct, those before it assisted, and those that led to nothing influenced. Touches without an agent nobody reports.
 */
export function agentReports(truth: GroundTruth): AgentReport[] {
  const ordersById = new Map(truth.orders.map((order) => [order.orderId, order]));
  const reports = new Map<string, AgentReport>();
  for (const { id: shopperId, customerId, orderIds, touches } of truth.shoppers) {
    const report = (touch: TrueTouch, kind: AgentReport['data']['kind'], test: boolean) => {
      const id = `${truth.seed}/${touch.id}`;
      if (touch.agent === null || reports.has(id)) return;
      const { at: occurredAt, channel, campaign } = touch;
      reports.set(id, {
        id,
        type: 'interaction.recorded',
        test,
        data: {
          agentId: agentIdOf(touch.agent),
          channel,
          kind,
          ...(customerId !== null && { customerId }),
          sessionId: shopperId,
          ...(campaign !== null && { campaign }),
          occurredAt,
        },
      });
    };
    for (const orderId of orderIds) {
      const order = ordersById.get(orderId);
      order?.touches.forEach((touch, index) =>
        report(touch, index === order.touches.length - 1 ? 'direct' : 'assisted', order.test),
      );
    }
    for (const touch of touches) report(touch, 'influenced', false);
  }
  return [...reports.values()].sort((a, b) => compare(a.data.occurredAt, b.data.occurredAt) || compare(a.id, b.id));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
