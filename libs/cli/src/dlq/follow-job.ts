import { setTimeout as pause } from 'node:timers/promises';
import { CommandError } from '../command-error.js';
import type { Action } from '../command.js';
import type { Context } from '../context.js';
import { ExitCode } from '../exit-codes.js';
import { progressBar } from '../progress.js';
import { shown } from '../terminal.js';
import { JOBS, type LetterJob } from './dead-letter.js';
import { jobText } from './job-text.js';

const LOOK_EVERY_MS = 500;

/** A gateway that starts anew is back before; the job itself goes on with it. */
const OUTAGE_BORNE_MS = 60_000;

/** Shows how far a job is until it ends. It goes on without whoever looks at it. */
export const follow: Action<object> = async (context, _options, [id]) =>
  followJob(context, await context.api.get<LetterJob>(`${JOBS}/${encodeURIComponent(id!)}`));

/** @returns the exit code of what the job came to: 6 when it skipped letters, 1 when it was aborted */
export async function followJob(context: Context, begun: LetterJob): Promise<ExitCode> {
  const { terminal, output } = context;
  const bar = progressBar(terminal, begun.kind === 'redrive' ? 'Redriving' : 'Discarding', begun.total);
  let job = begun;
  try {
    while (job.state === 'pending' || job.state === 'running') {
      bar.update(job.done + job.skipped);
      await pause(LOOK_EVERY_MS, undefined, { signal: terminal.signal });
      job = await look(context, job.id);
    }
  } catch (error) {
    if (!terminal.signal.aborted) throw error;
    throw new CommandError(
      ExitCode.interrupted,
      `The job goes on. Follow it: vw dlq follow ${job.id}\nAbort it: vw dlq abort ${job.id} --reason …`,
    );
  } finally {
    bar.stop();
  }
  output.result(job, () => shown(jobText(job)));
  if (job.state === 'aborted') return ExitCode.negative;
  return job.skipped > 0 ? ExitCode.partial : ExitCode.ok;
}

async function look({ api, terminal }: Context, id: string): Promise<LetterJob> {
  for (const began = performance.now(); ;) {
    try {
      return await api.get<LetterJob>(`${JOBS}/${id}`);
    } catch (error) {
      const away = error instanceof CommandError && error.exitCode === ExitCode.unreachable;
      if (!away || performance.now() - began > OUTAGE_BORNE_MS) throw error;
    }
    await pause(LOOK_EVERY_MS, undefined, { signal: terminal.signal });
  }
}
