import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel } from 'ai';
import type { JsonObject } from '../../json.js';
import type { OrchestrationConfig } from '../../orchestration.config.js';
import { ExecutorFailure } from '../outcome.js';

/** What an agent's settings say of a model; addresses and keys are the operator's, and stay out of the registry. */
export interface ModelSettings {
  readonly provider: 'openai-compatible' | 'anthropic';
  readonly model: string;
  readonly temperature?: number;
  readonly maxOutputTokens: number;
}

type LlmConfig = Pick<
  OrchestrationConfig,
  | 'ORCHESTRATION_LLM_BASE_URL'
  | 'ORCHESTRATION_LLM_API_KEY'
  | 'ORCHESTRATION_LLM_MODEL'
  | 'ORCHESTRATION_LLM_MAX_OUTPUT_TOKENS'
  | 'ORCHESTRATION_ANTHROPIC_API_KEY'
  | 'ORCHESTRATION_ANTHROPIC_BASE_URL'
>;

/** Said in full, or the library would look for another one in the environment. */
const ANTHROPIC = 'https://api.anthropic.com/v1';

/** An agent may ask for less than the operator's bound, never for more. */
export function modelSettings(settings: JsonObject, config: LlmConfig): ModelSettings {
  const { provider, model, temperature, maxOutputTokens } = settings;
  const bound = config.ORCHESTRATION_LLM_MAX_OUTPUT_TOKENS;
  const asked = typeof maxOutputTokens === 'number' && maxOutputTokens >= 1 ? Math.floor(maxOutputTokens) : bound;
  if (provider !== undefined && provider !== 'openai-compatible' && provider !== 'anthropic') {
    throw notConfigured(`there is no provider ${JSON.stringify(provider)}`);
  }
  const name = typeof model === 'string' && model !== '' ? model : config.ORCHESTRATION_LLM_MODEL;
  if (name === '') throw notConfigured('neither the agent nor ORCHESTRATION_LLM_MODEL names a model');
  return {
    ...{ provider: provider ?? 'openai-compatible', model: name, maxOutputTokens: Math.min(asked, bound) },
    ...(typeof temperature === 'number' && { temperature }),
  };
}

/** The model at the operator's endpoint: OpenAI's protocol (a local Ollama speaks it under /v1), or Anthropic's. */
export function languageModel({ provider, model }: ModelSettings, config: LlmConfig): LanguageModel {
  if (provider === 'anthropic') {
    const apiKey = config.ORCHESTRATION_ANTHROPIC_API_KEY;
    if (apiKey === '') throw notConfigured('ORCHESTRATION_ANTHROPIC_API_KEY is not set');
    return createAnthropic({ apiKey, baseURL: config.ORCHESTRATION_ANTHROPIC_BASE_URL || ANTHROPIC })(model);
  }
  const baseURL = config.ORCHESTRATION_LLM_BASE_URL;
  if (baseURL === '') throw notConfigured('ORCHESTRATION_LLM_BASE_URL is not set');
  const apiKey = config.ORCHESTRATION_LLM_API_KEY;
  return createOpenAICompatible({ name: 'llm', baseURL, ...(apiKey !== '' && { apiKey }) })(model);
}

function notConfigured(message: string): ExecutorFailure {
  return new ExecutorFailure('not_configured', message, { retryable: false });
}
