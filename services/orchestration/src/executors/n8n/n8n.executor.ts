import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock, CONFIG } from '@vividwalls/platform';
import { AllowedHosts, checkedAgent, RefusedAddress, standardWebhookHeaders } from '@vividwalls/webhooks';
import { ExponentialBackoff, handleWhenResult, retry } from 'cockatiel';
import type { Agent } from 'undici';
import { OrchestrationConfig } from '../../orchestration.config.js';
import type { Priority } from '../../tasks/task.js';
import { answered } from '../answered.js';
import type { ExecutionOutcome, ExecutionRequest, Executor } from '../executor.js';
import { settingsFor } from '../executor-choice.js';
import { ExecutorFailure, failed, succeeded } from '../outcome.js';
import { isNotYetThere, outcomeOf, type HttpAnswer } from './n8n-answer.js';
import { callBody } from './n8n-call.js';

/** How long a workflow has to say that it has the task, or to do it. */
export const ACKNOWLEDGEMENT_MS: Readonly<Record<Priority, number>> = { high: 5_000, medium: 10_000, low: 30_000 };

/** Between two knocks at a door that isn't there yet; jittered, so that many tasks don't knock together. */
const FIRST_KNOCK_MS = 100;
const LONGEST_KNOCK_MS = 2_000;
/** More than fit into the longest time for an acknowledgement. */
const KNOCKS_MAX = 1_000;

/** Refused before a byte was sent: knocking again can't do anything twice. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * A workflow of n8n, called as a signed Standard Webhook. The same task has the same `webhook-id` and `idempotency-key` in
 * every try, by which a workflow recognises what it has done already. It goes to listed hosts only, and no further.
 */
@Injectable()
export class N8nExecutor implements Executor, OnModuleDestroy {
  readonly kind = 'n8n';
  protected readonly acknowledgementMs = ACKNOWLEDGEMENT_MS;
  private readonly hosts: AllowedHosts;
  private readonly agent: Agent;
  private readonly secret: string;

  constructor(
    @Inject(CONFIG) config: OrchestrationConfig,
    private readonly clock: Clock,
  ) {
    this.secret = config.ORCHESTRATION_N8N_SECRET;
    this.hosts = new AllowedHosts(config.ORCHESTRATION_N8N_HOSTS, 'ORCHESTRATION_N8N_HOSTS');
    this.agent = checkedAgent(this.hosts);
  }

  onModuleDestroy(): Promise<void> {
    return this.agent.destroy();
  }

  async execute(request: ExecutionRequest, signal: AbortSignal): Promise<ExecutionOutcome> {
    if (request.resumedBy !== null) return succeeded(answered(request.resumedBy), {});
    const settings = settingsFor(request);
    if (request.mode === 'propose' && settings.proposes !== true) {
      return failed('cannot_propose', 'the workflow can’t propose without acting', { retryable: false });
    }
    const url = this.address(settings.url);
    const withinMs = this.acknowledgementMs[request.priority];
    const limit = AbortSignal.timeout(withinMs);
    try {
      const answer = await this.knock(url, request, AbortSignal.any([signal, limit]));
      return outcomeOf(answer, request.deadline);
    } catch (error) {
      if (limit.aborted && !signal.aborted) {
        return failed('no_acknowledgement', `no acknowledgement within ${withinMs} ms`, { retryable: true });
      }
      return unreachable(error);
    }
  }

  private address(given: unknown): URL {
    const refuse = (code: string, message: string) => new ExecutorFailure(code, message, { retryable: false });
    if (this.secret === '') throw refuse('not_configured', 'ORCHESTRATION_N8N_SECRET is not set');
    const url = typeof given === 'string' ? URL.parse(given) : null;
    if (!url) throw refuse('not_configured', 'the agent’s executor has no url');
    const refusal = this.hosts.refusal(url);
    if (refusal) throw refuse('refused_address', refusal);
    return url;
  }

  /** Until somebody opens, within the time for an acknowledgement. */
  private knock(url: URL, request: ExecutionRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const again = handleWhenResult((answer) => isNotYetThere(answer as HttpAnswer)).orWhen(isNotConnected);
    const backoff = new ExponentialBackoff({ initialDelay: FIRST_KNOCK_MS, maxDelay: LONGEST_KNOCK_MS });
    return retry(again, { maxAttempts: KNOCKS_MAX, backoff }).execute(() => this.call(url, request, signal), signal);
  }

  private async call(url: URL, request: ExecutionRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const now = this.clock.now();
    const body = Buffer.from(JSON.stringify(callBody(request, now)));
    const seconds = Math.floor(now.getTime() / 1_000);
    const {
      statusCode,
      headers,
      body: stream,
    } = await this.agent.request({
      ...{ origin: url.origin, path: `${url.pathname}${url.search}`, method: 'POST', body, signal },
      headers: {
        ...standardWebhookHeaders(this.secret, request.idempotencyKey, seconds, body),
        'idempotency-key': request.idempotencyKey,
        ...(request.traceparent && { traceparent: request.traceparent }),
      },
    });
    const retryAfter = headers['retry-after'];
    return {
      status: statusCode,
      body: await stream.text(),
      retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
    };
  }
}

function codeOf(error: unknown): string | undefined {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  return typeof code === 'string' ? code : cause === undefined ? undefined : codeOf(cause);
}

function isNotConnected(error: unknown): boolean {
  return NOT_CONNECTED.has(codeOf(error) ?? '');
}

function unreachable(error: unknown): ExecutionOutcome {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof RefusedAddress || (error as Error)?.cause instanceof RefusedAddress) {
    return failed('refused_address', message, { retryable: false });
  }
  const code = codeOf(error);
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
    return failed('bad_output', 'the answer is too long', { retryable: false });
  return failed('executor_failed', code ? `${code}: ${message}` : message, { retryable: true });
}
