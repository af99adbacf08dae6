import type { RoutingExplanation } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { usageError } from '../command-error.js';
import { ExitCode } from '../exit-codes.js';
import { parsedAmount } from '../finance/unit-amount.js';
import { routeText } from './route-text.js';
import { EXPLAIN } from './routing-api.js';

export interface RouteOptions {
  readonly capability?: string;
  readonly agent?: string;
  readonly customerType?: string;
  readonly segment?: string;
  readonly orderValue?: string;
  readonly currency?: string;
  readonly channel?: string;
  readonly country?: string;
  readonly tag?: string[];
}

/** Who would get a piece of work, and why; nothing is done. Exit code 1 when no agent would. */
export const route: Action<RouteOptions> = async ({ api, output }, options, [text]) => {
  const { capability, agent, customerType, segment, orderValue, currency, channel, country, tag } = options;
  const context = {
    ...{ text, customerType, segment, currency, channel, country, tags: tag },
    ...(orderValue !== undefined && { orderValueMinor: valueOf(orderValue, currency) }),
  };
  const found = await api.post<RoutingExplanation>(EXPLAIN, { capability, agentId: agent, context });
  output.result(found, () => routeText(output, found));
  return found.decision.kind === 'agent' ? ExitCode.ok : ExitCode.negative;
};

function valueOf(orderValue: string, currency: string | undefined): string {
  if (currency === undefined) throw usageError('--order-value needs a --currency: --order-value 5000 --currency USD');
  return parsedAmount(orderValue, currency);
}
