import { request } from 'undici';
import { sendDeliveries, type Delivery, type SendReport } from '@vividwalls/simulator';
import { CommandError, interrupted } from '../command-error.js';
import type { Context } from '../context.js';
import { ExitCode } from '../exit-codes.js';
import { progressBar } from '../progress.js';

const WEBHOOKS = '/webhooks/shopify';
/** Nobody waits a minute of retries to learn that nothing runs; a system that falls over later is waited for. */
const KNOCK_WITHIN_MS = 3_000;

export interface Sending {
  readonly secret?: string;
  readonly rate: number;
  readonly concurrency: number;
  /** For the bar; unknown is 0. */
  readonly total: number;
  readonly title: string;
}

/** Sends to the gateway with a progress bar. Interrupting ends it with what was done so far. */
export async function sendAll(
  context: Context,
  deliveries: Iterable<Delivery> | AsyncIterable<Delivery>,
  sending: Sending,
): Promise<SendReport> {
  const { terminal, settings } = context;
  const url = settings.url + WEBHOOKS;
  const secret = settings.shopifySecret(sending.secret);
  await knock(context);
  const bar = progressBar(terminal, sending.title, sending.total);
  try {
    return await sendDeliveries(deliveries, {
      url,
      secret,
      rate: sending.rate,
      concurrency: sending.concurrency,
      signal: terminal.signal,
      onProgress: ({ acknowledged, failed, retries }) => {
        const notes = [failed > 0 && `${failed} failed`, retries > 0 && `${retries} repeated`].filter(Boolean);
        bar.update(acknowledged + failed, notes.join(', '));
      },
    });
  } finally {
    bar.stop();
  }
}

/** Any answer will do: somebody is there. */
async function knock({ settings, terminal }: Context): Promise<void> {
  const { origin } = new URL(settings.url);
  try {
    const { body } = await request(`${settings.url}/health/live`, {
      signal: AbortSignal.any([terminal.signal, AbortSignal.timeout(KNOCK_WITHIN_MS)]),
    });
    await body.dump();
  } catch (error) {
    if (terminal.signal.aborted) throw interrupted();
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CommandError(
      ExitCode.unreachable,
      `Cannot reach ${origin}: ${code ?? message}. Is the system running (npm start), and is --url right?`,
    );
  }
}

/** What a run of deliveries means to a script. */
export function exitCodeOf(report: SendReport): ExitCode {
  if (report.stopped === 'aborted') return ExitCode.interrupted;
  if (report.failed === 0) return ExitCode.ok;
  if (report.acknowledged > 0) return ExitCode.partial;
  const statuses = new Set(report.failures.map((failure) => failure.status));
  if (statuses.has(401) || statuses.has(403)) return ExitCode.refused;
  return [...statuses].every((status) => status === null || status >= 500) ? ExitCode.unreachable : ExitCode.partial;
}

/** The report without its longest list; the truth file has that. */
export function summaryOf(report: SendReport): Record<string, unknown> {
  const { acknowledgedIds: _ids, ...rest } = report;
  return rest;
}

export function summaryText(report: SendReport): string {
  const { p50, p99 } = report.latencyMs;
  const ms = (value: number | null): string => (value === null ? '–' : `${value.toFixed(1)} ms`);
  const lines = [
    `${report.acknowledged} of ${report.deliveries} deliveries acknowledged in ${(report.elapsedMs / 1_000).toFixed(1)} s ` +
      `(${report.perSecond.toFixed(0)}/s, p50 ${ms(p50)}, p99 ${ms(p99)}, ${report.retries} repeated)`,
  ];
  if (report.stopped === 'aborted') lines.push('Interrupted before the end.');
  if (report.stopped === 'refused')
    lines.push('Given up: every delivery was refused. Is the secret the one the gateway knows?');
  if (report.failed > 0) {
    const shown = report.failures
      .slice(0, 5)
      .map((one) => `  ${one.topic} ${one.webhookId}: ${one.reason} after ${one.attempts} attempts`);
    lines.push(`${report.failed} failed:`, ...shown);
  }
  return lines.join('\n');
}
