import type { Json } from '../../json.js';
import type { ActualCost, ExecutionOutcome } from '../executor.js';
import { failed, succeeded } from '../outcome.js';

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | undefined;
}

/** A wait that a server asks for is believed up to an hour. */
const RETRY_AFTER_MAX_MS = 3_600_000;

/** What n8n says when a workflow is set to answer at once: it has begun, and tells its outcome later. */
const STARTED = 'Workflow was started';

/** 404 right after a deploy: the webhook is registered some moments later. */
export function isNotYetThere({ status }: HttpAnswer): boolean {
  return status === 404;
}

/**
 * What an answer means. 200 with `{ "output": …, "cost": { "minor": "12", "tokens": 340 } }` is the work done; 202, or n8n's
 * own word that the workflow was started, means that the outcome is reported later.
 */
export function outcomeOf(answer: HttpAnswer, until: Date): ExecutionOutcome {
  const { status, body } = answer;
  if (status === 202) return { kind: 'waiting', for: 'callback', until, cost: {} };
  if (status >= 200 && status < 300) return told(parsed(body), until);
  const said = `the workflow answered ${status}`;
  if (status >= 300 && status < 400) return failed('redirected', `${said}: redirects are not followed`, permanent);
  if (status === 404) return failed('no_acknowledgement', `${said}: there is no such webhook`, { retryable: true });
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const retryAfterMs = wait(answer.retryAfter);
    const more = retryAfterMs === undefined ? {} : { retryAfterMs };
    return failed('executor_failed', said, { retryable: true, ...more });
  }
  return failed('refused', said, permanent);
}

const permanent = { retryable: false } as const;

function told(body: Json | undefined, until: Date): ExecutionOutcome {
  // A workflow's last node answers with the list of its items.
  const item = Array.isArray(body) && body.length === 1 ? (body[0] as Json) : body;
  if (typeof item === 'object' && item !== null && !Array.isArray(item)) {
    const { output, message, cost } = item as Readonly<Record<string, Json | undefined>>;
    if (output !== undefined) return succeeded(output, costOf(cost));
    if (message === STARTED) return { kind: 'waiting', for: 'callback', until, cost: {} };
  }
  return failed('bad_output', 'the workflow’s answer is no JSON object with an output', { retryable: true });
}

/** What the workflow says that it cost. What it doesn't say is unknown. */
function costOf(cost: Json | undefined): ActualCost {
  if (typeof cost !== 'object' || cost === null || Array.isArray(cost)) return {};
  const { minor, tokens } = cost as Readonly<Record<string, Json | undefined>>;
  return {
    ...(typeof minor === 'string' && /^\d{1,18}$/.test(minor) && { minor: BigInt(minor) }),
    ...(typeof tokens === 'number' && Number.isSafeInteger(tokens) && tokens >= 0 && { tokens }),
  };
}

function parsed(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function wait(retryAfter: string | undefined): number | undefined {
  const seconds = Number(retryAfter);
  if (retryAfter === undefined || !Number.isFinite(seconds) || seconds < 0) return undefined;
  return Math.min(seconds * 1_000, RETRY_AFTER_MAX_MS);
}
