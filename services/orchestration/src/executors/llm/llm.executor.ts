import { Inject, Injectable } from '@nestjs/common';
import { exponentOf } from '@vividwalls/money';
import { CONFIG } from '@vividwalls/platform';
import { APICallError, generateText, stepCountIs, type ToolSet } from 'ai';
import type { Json } from '../../json.js';
import { OrchestrationConfig } from '../../orchestration.config.js';
import { answered } from '../answered.js';
import { settingsFor } from '../executor-choice.js';
import type { ActualCost, ExecutionOutcome, ExecutionRequest, Executor } from '../executor.js';
import { ExecutorFailure, failed, succeeded } from '../outcome.js';
import { outputFaults } from '../output-schema.js';
import { jsonIn } from './json-answer.js';
import { openTools, readMcpServers, type McpServer } from './mcp-tools.js';
import { languageModel, modelSettings, type ModelSettings } from './models.js';
import { promptFor, repairPrompt, type LlmPrompt } from './prompt.js';
import { readTokenPrices, tokenCost, type TokenPrice, type TokensUsed } from './token-price.js';

/** Rounds of tools before the model must answer. */
const TOOL_ROUNDS_MAX = 8;

/** What a run has used so far; undefined once something of it is not known. */
interface Meter {
  used: TokensUsed;
}

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
    const model = modelSettings(settingsFor(request), this.config);
    const meter: Meter = { used: { input: 0, output: 0 } };
    const opened = await openTools(request, this.servers);
    try {
      return await this.conversation(request, model, meter, opened.tools, signal);
    } catch (error) {
      throw this.asFailure(error, this.cost(model, meter));
    } finally {
      await opened.close();
    }
  }

  private async conversation(
    request: ExecutionRequest,
    model: ModelSettings,
    meter: Meter,
    tools: ToolSet,
    signal: AbortSignal,
  ): Promise<ExecutionOutcome> {
    const prompt = promptFor(request);
    const { outputSchema } = request.capability;
    const first = await this.ask(model, prompt, meter, tools, signal);
    const wrong = faultsIn(outputSchema, first);
    if (wrong.length === 0) return succeeded(jsonIn(first)!, this.cost(model, meter));
    // The tools have had their turn: asking them again could do something twice.
    const again = { ...prompt, prompt: repairPrompt(prompt, first, wrong) };
    const second = await this.ask(model, again, meter, {}, signal);
    const faults = faultsIn(outputSchema, second);
    const cost = this.cost(model, meter);
    if (faults.length === 0) return succeeded(jsonIn(second)!, cost);
    return failed('bad_output', `after one repair still: ${faults.join('; ')}`, { retryable: true, cost });
  }

  private async ask(
    model: ModelSettings,
    { instructions, prompt }: LlmPrompt,
    meter: Meter,
    tools: ToolSet,
    signal: AbortSignal,
  ): Promise<string> {
    const answer = await generateText({
      model: languageModel(model, this.config),
      ...{ instructions, prompt, abortSignal: signal, maxOutputTokens: model.maxOutputTokens },
      ...(model.temperature !== undefined && { temperature: model.temperature }),
      ...(Object.keys(tools).length > 0 && { tools, stopWhen: stepCountIs(TOOL_ROUNDS_MAX) }),
      // Whole tries are repeated by whoever runs the task, with its own pauses and its own count.
      maxRetries: 0,
      telemetry: { isEnabled: false },
    });
    const { inputTokens, outputTokens } = answer.usage;
    meter.used = { input: plus(meter.used.input, inputTokens), output: plus(meter.used.output, outputTokens) };
    return answer.text;
  }

  private cost({ model }: ModelSettings, { used }: Meter): ActualCost {
    const minor = tokenCost(this.prices.get(model), used);
    const tokens = plus(used.input, used.output);
    return { ...(minor !== undefined && { minor }), ...(tokens !== undefined && { tokens }) };
  }

  /** Without the provider's answer or address: they may hold what was sent. */
  private asFailure(error: unknown, cost: ActualCost): unknown {
    if (error instanceof ExecutorFailure) return error;
    if (!APICallError.isInstance(error)) {
      const message = error instanceof Error ? error.message : String(error);
      return new ExecutorFailure('executor_failed', message, { retryable: true, cost });
    }
    const { statusCode, isRetryable, responseHeaders } = error;
    const seconds = Number(responseHeaders?.['retry-after']);
    const said = statusCode === undefined ? 'could not be reached' : `answered ${statusCode}`;
    const retryable = statusCode === undefined || isRetryable;
    return new ExecutorFailure(retryable ? 'executor_failed' : 'refused', `the model’s provider ${said}`, {
      ...{ retryable, cost },
      ...(seconds > 0 && { retryAfterMs: Math.min(seconds, 3_600) * 1_000 }),
    });
  }
}

function faultsIn(schema: ExecutionRequest['capability']['outputSchema'], text: string): string[] {
  const value: Json | undefined = jsonIn(text);
  return value === undefined ? ['it is no JSON'] : outputFaults(schema, value);
}

function plus(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}
