import type { InteractionRecorded } from '@vividwalls/events';
import { inUtc } from '../../order-books/instant.js';
import { keysOf } from './person-keys.js';
import { touchId } from './touch-id.js';
import type { ToldTouch } from './touch.js';

/** What an interaction is told as, by event or by request. */
export type Interaction = Omit<InteractionRecorded, 'summary'>;

/**
 * The touch that an interaction is. Its id is made of agent, persona, channel, kind, campaign, time and whom it reached: a
 * newsletter to a thousand customers at one moment is a thousand touches, and the same report sent again is none.
 */
export function interactionTouch(interaction: Interaction, { test, shop }: { test: boolean; shop: string }): ToldTouch {
  const { agentId, personaId, channel, kind, sessionId } = interaction;
  const campaign = interaction.campaign ?? interaction.utm?.campaign;
  const occurredAt = inUtc(interaction.occurredAt);
  const keys = keysOf({ ...interaction, sessionIds: sessionId ? [sessionId] : [] });
  return {
    id: touchId(['interaction', shop, agentId, personaId, channel, kind, campaign, occurredAt, keys]),
    source: 'interaction',
    agentId,
    ...(personaId && { personaId }),
    ...{ channel, kind, occurredAt, test, shop, keys },
    ...(campaign && { campaign }),
  };
}
