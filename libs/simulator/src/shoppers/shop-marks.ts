import { agentIdOf } from './agent-id.js';
import { CHANNELS } from './channels.js';

/** Who stands behind a mark that a visit or an order bears, as `PUT /api/finance/attribution/touch-sources` takes it. */
export interface ShopMark {
  readonly match: 'utm_campaign' | 'discount_code';
  readonly value: string;
  readonly agentId: string;
  readonly channel?: string;
}

/** Whose codes they are: offers go out with the newsletter, terms of trade with those who sell on them. */
const CODES: Readonly<Record<string, string>> = {
  WELCOME10: 'Campaign Manager Agent',
  FALL15: 'Campaign Manager Agent',
  TAKE20: 'Campaign Manager Agent',
  TRADE10: 'B2C Premium Sales Agent',
  BULK15: 'B2B Sales Agent',
};

/** The campaigns and codes of the simulated shop, each with the agent who works it: what a real shop would tell finance. */
export function shopMarks(): ShopMark[] {
  const campaigns = CHANNELS.flatMap(({ channel, agent, campaigns }) =>
    agent === null
      ? []
      : campaigns.map((value) => ({ match: 'utm_campaign' as const, value, agentId: agentIdOf(agent), channel })),
  );
  const codes = Object.entries(CODES).map(([value, agent]) => ({
    ...{ match: 'discount_code' as const, value, agentId: agentIdOf(agent) },
  }));
  return [...campaigns, ...codes];
}
