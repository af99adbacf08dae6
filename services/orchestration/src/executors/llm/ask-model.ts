import { generateText, stepCountIs, type LanguageModel, type ToolSet } from 'ai';
import type { Json, JsonObject } from '../../json.js';
import { ExecutorFailure } from '../outcome.js';
import { outputFaults } from '../output-schema.js';
import { jsonIn } from './json-answer.js';
import type { ModelSettings } from './models.js';
import type { LlmPrompt } from './prompt.js';
import type { TokenMeter } from './token-meter.js';

/** Rounds of tools before the model must answer. */
const TOOL_ROUNDS_MAX = 8;

/** Whom to ask, what shape its answer must have, and where its tokens are counted. */
export interface Asked {
  readonly model: LanguageModel;
  readonly settings: ModelSettings;
  readonly schema: JsonObject;
  readonly meter: TokenMeter;
  readonly signal: AbortSignal;
}

/** What a model said. */
export type Said =
  | { readonly output: Json }
  | { readonly text: string; /** What is wrong with it. */ readonly faults: readonly string[] };

/**
 * Asks a model, which may use tools before it answers. The shape of the answer is asked for in the instructions and checked here:
 * not every endpoint knows how to be held to a schema, and none is trusted with it.
 *
 * @throws ExecutorFailure `declined` when the model will not answer this
 */
export async function askModel(
  { model, settings, schema, meter, signal }: Asked,
  { instructions, prompt }: LlmPrompt,
  tools: ToolSet,
): Promise<Said> {
  const { temperature, maxOutputTokens } = settings;
  const { text, finishReason } = await generateText({
    ...{ model, instructions, prompt, abortSignal: signal, maxOutputTokens },
    ...(temperature !== undefined && { temperature }),
    ...(Object.keys(tools).length > 0 && { tools, stopWhen: stepCountIs(TOOL_ROUNDS_MAX) }),
    // Whole tries are repeated by whoever runs the task, with its own pauses and its own count.
    maxRetries: 0,
    // Call by call: what was used before a call that fails was used.
    onStepEnd: ({ usage: { inputTokens, outputTokens } }) => meter.add({ input: inputTokens, output: outputTokens }),
    telemetry: { isEnabled: false },
  });
  if (finishReason === 'content-filter')
    throw new ExecutorFailure('declined', 'the model declined to answer', { retryable: false });
  const output = jsonIn(text);
  const faults = output === undefined ? ['it is no JSON'] : outputFaults(schema, output);
  if (output !== undefined && faults.length === 0) return { output };
  const isCutOff = finishReason === 'length';
  return { text, faults: isCutOff ? [`it was cut off after ${maxOutputTokens} tokens: it must be shorter`] : faults };
}
