import { Inject, Injectable } from '@nestjs/common';
import { exponentOf } from '@vividwalls/money';
import { CONFIG } from '@vividwalls/platform';
import type { ToolSet } from 'ai';
import { OrchestrationConfig } from '../../orchestration.config.js';
import { answered } from '../answered.js';
import { settingsFor } from '../executor-choice.js';
import type { ActualCost, ExecutionOutcome, ExecutionRequest, Executor } from '../executor.js';
import { ExecutorFailure, failed, succeeded } from '../outcome.js';
import { askModel, type Asked } from './ask-model.js';
import { openTools, readMcpServers, type McpServer } from './mcp-tools.js';
import { languageModel, modelSettings } from './models.js';
import { promptFor, repairPrompt } from './prompt.js';
import { providerFailure, statusOf } from './provider-failure.js';
import { TokenMeter } from './token-meter.js';
import { readTokenPrices, tokenCost, type TokenPrice } from './token-price.js';

/**
 * A language model: it is told its role and the shape of the answer, gets the task as data, and may use the agent's tools.
 * An answer of another shape is asked for once more with what is wrong with it. Tokens of both are counted; what they cost
 * is known when the model's price is.
 */
@Injectable()
export class LlmExecutor implements Executor {
  readonly kind = 'llm';
  private readonly prices: ReadonlyMap<string, TokenPrice>;
  private readonly servers: readonly McpServer[];

  constructor(@Inject(CONFIG) private readonly config: OrchestrationConfig) {
    this.prices = readTokenPrices(config.ORCHESTRATION_LLM_PRICES, exponentOf(config.SHOP_CURRENCY));
    this.servers = readMcpServers(config.ORCHESTRATION_MCP_SERVERS);
  }

  async execute(request: ExecutionRequest, signal: AbortSignal): Promise<ExecutionOutcome> {
    if (request.resumedBy !== null) return succeeded(answered(request.resumedBy), {});
    const settings = modelSettings(settingsFor(request), this.config);
    const model = languageModel(settings, this.config);
    const { outputSchema: schema } = request.capability;
    const asked: Asked = { model, settings, schema, meter: new TokenMeter(), signal };
    const opened = await openTools(request, this.servers);
    try {
      return await this.conversation(request, asked, opened.tools);
    } catch (error) {
      // Who answers with an error charges nothing; what a call used that got no answer is not known.
      if (!(error instanceof ExecutorFailure) && statusOf(error) === undefined) asked.meter.lose();
      throw providerFailure(error, this.cost(asked));
    } finally {
      await opened.close();
    }
  }

  private async conversation(request: ExecutionRequest, asked: Asked, tools: ToolSet): Promise<ExecutionOutcome> {
    const prompt = promptFor(request);
    const first = await askModel(asked, prompt, tools);
    if ('output' in first) return succeeded(first.output, this.cost(asked));
    // The tools have had their turn: asking them again could do something twice.
    const again = { ...prompt, prompt: repairPrompt(prompt, first.text, first.faults) };
    const second = await askModel(asked, again, {});
    const cost = this.cost(asked);
    if ('output' in second) return succeeded(second.output, cost);
    return failed('bad_output', `after one repair still: ${second.faults.join('; ')}`, { retryable: true, cost });
  }

  private cost({ settings, meter: { used, total } }: Asked): ActualCost {
    const minor = tokenCost(this.prices.get(settings.model), used);
    return { ...(minor !== undefined && { minor }), ...(total !== undefined && { tokens: total }) };
  }
}
