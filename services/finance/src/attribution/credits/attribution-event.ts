import { AttributionSet } from '@vividwalls/events';
import type { NewEvent } from '@vividwalls/messaging';
import { UNATTRIBUTED } from './day-changes.js';
import type { AttributionSetRecord } from './write-sets.js';

/** The news of a set, to be published with it. */
export function attributionSet(set: AttributionSetRecord): NewEvent<AttributionSet> {
  const { because, order } = set;
  return {
    event: AttributionSet,
    subject: order.orderId,
    time: set.occurredAt,
    version: set.seq,
    test: set.book === 'test',
    ...(because.event
      ? { cause: because.event }
      : { correlationid: because.correlationId, actor: because.actor, shop: order.shop }),
    data: {
      ...{ orderId: order.orderId, setId: set.id, seq: set.seq, reason: set.reason },
      ...{ model: order.model, modelVersion: order.modelVersion, currency: set.currency },
      ...{ amountMinor: set.amountMinor.toString(), occurredAt: set.occurredAt },
      credits: set.credits.map(({ touch, amountMinor }) => ({
        ...(touch && { touchId: touch.id }),
        ...(touch?.agentId && { agentId: touch.agentId }),
        ...(touch?.personaId && { personaId: touch.personaId }),
        ...(touch?.department && { department: touch.department }),
        channel: touch?.channel ?? UNATTRIBUTED,
        ...(touch?.campaign && { campaign: touch.campaign }),
        ...(touch && { kind: touch.kind }),
        amountMinor: amountMinor.toString(),
      })),
    },
  };
}
