import { createHash } from 'node:crypto';
import { agentReports, type GroundTruth } from '@vividwalls/simulator';
import { standardWebhookHeaders } from '@vividwalls/webhooks';
import { request } from 'undici';
import { problemError } from '../api/problem.js';
import type { Context } from '../context.js';

const WEBHOOK = '/webhooks/n8n';
/** The gateway takes up to a hundred reports in a call. */
const REPORTS_PER_CALL = 50;
const ANSWER_WITHIN_MS = 10_000;
const CONFLICT = 409;

export interface ReportSummary {
  /** Reports that agents made of this simulation. */
  readonly reports: number;
  readonly accepted: number;
  /** Of calls that were taken before: the same seed was played again. */
  readonly repeated: number;
}

/**
 * Sends what the agents of a simulation report, signed as n8n signs. Null when no secret of n8n's is known here.
 *
 * @param known ids of reports that are left out; those that are taken are added
 * @throws CommandError when the gateway refuses a call for another reason than that it knows it
 */
export async function sendReports(
  context: Context,
  truth: GroundTruth,
  known = new Set<string>(),
): Promise<ReportSummary | null> {
  const { settings, terminal } = context;
  const secret = settings.n8nSecret();
  if (secret === undefined) return null;
  const reports = agentReports(truth).filter(({ id }) => !known.has(id));
  let [accepted, repeated] = [0, 0];
  for (let start = 0; start < reports.length && !terminal.signal.aborted; start += REPORTS_PER_CALL) {
    const part = reports.slice(start, start + REPORTS_PER_CALL);
    const body = Buffer.from(JSON.stringify(part));
    // Another simulation of the same seed (more days, say) has other calls, and the reports in them are known by their ids.
    const id = `simulation-${createHash('sha256').update(body).digest('hex').slice(0, 32)}`;
    const headers = standardWebhookHeaders(secret, id, Math.floor(Date.now() / 1_000), body);
    const answer = await request(settings.url + WEBHOOK, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.any([terminal.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    });
    const text = await answer.body.text();
    if (answer.statusCode === CONFLICT) repeated += part.length;
    else if (answer.statusCode >= 300) throw problemError(answer.statusCode, text, `POST ${WEBHOOK}`);
    else accepted += part.length;
    for (const { id: taken } of part) known.add(taken);
  }
  return { reports: reports.length, accepted, repeated };
}
