import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@vividwalls/platform';
import type { OrchestrationConfig } from '../../orchestration.config.js';

/** Makes vectors of texts: the nearer two texts are in meaning, the nearer their vectors. */
export abstract class Embedder {
  /** The model whose vectors they are; undefined when there is none, and words alone decide. */
  abstract readonly model: string | undefined;
  /**
   * Vectors of length 1, in the order of the texts.
   * @throws Error when the provider can't be reached in time, or answers something else
   */
  abstract embed(texts: readonly string[], timeoutMs: number): Promise<number[][]>;
}

const DIMENSIONS_MAX = 4_096;

/** Of a text that is sent: models read no more. */
const TEXT_MAX = 8_000;

interface Answer {
  readonly data?: readonly { readonly index?: number; readonly embedding?: unknown }[];
}

/** A provider that speaks OpenAI's `/embeddings`; a local Ollama does, under /v1. */
@Injectable()
export class HttpEmbedder extends Embedder {
  readonly model: string | undefined;

  constructor(
    @Inject(CONFIG)
    private readonly config: Pick<
      OrchestrationConfig,
      'ORCHESTRATION_EMBEDDINGS_BASE_URL' | 'ORCHESTRATION_EMBEDDINGS_API_KEY' | 'ORCHESTRATION_EMBEDDINGS_MODEL'
    >,
  ) {
    super();
    const { ORCHESTRATION_EMBEDDINGS_BASE_URL: url, ORCHESTRATION_EMBEDDINGS_MODEL: model } = config;
    this.model = url === '' || model === '' ? undefined : model;
  }

  async embed(texts: readonly string[], timeoutMs: number): Promise<number[][]> {
    const { ORCHESTRATION_EMBEDDINGS_BASE_URL: url, ORCHESTRATION_EMBEDDINGS_API_KEY: key } = this.config;
    const response = await fetch(`${url.replace(/\/$/, '')}/embeddings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key !== '' && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify({ model: this.model, input: texts.map((text) => text.slice(0, TEXT_MAX)) }),
      signal: AbortSignal.timeout(timeoutMs),
      // An address that the operator did not name gets no text of ours.
      redirect: 'error',
    });
    // Without what it says: that may repeat what was sent.
    if (!response.ok) throw new Error(`the provider of embeddings answered ${response.status}`);
    const { data } = (await response.json()) as Answer;
    const vectors = [...(data ?? [])]
      .sort((a, b) => (a.index ?? 0) - (b.index ?? 0))
      .map(({ embedding }) => unit(embedding));
    if (vectors.length !== texts.length) {
      throw new Error(`the provider of embeddings gave ${vectors.length} vectors for ${texts.length} texts`);
    }
    return vectors;
  }
}

/** The vector at length 1. */
function unit(embedding: unknown): number[] {
  const isVector = Array.isArray(embedding) && embedding.length > 0 && embedding.length <= DIMENSIONS_MAX;
  if (!isVector || !embedding.every((one) => typeof one === 'number' && Number.isFinite(one))) {
    throw new Error('the provider of embeddings gave something else than a vector');
  }
  const vector = embedding as number[];
  const length = Math.hypot(...vector);
  if (length === 0) throw new Error('the provider of embeddings gave a vector without a direction');
  return vector.map((one) => one / length);
}
