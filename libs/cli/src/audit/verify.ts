import type { Verification } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { ExitCode } from '../exit-codes.js';
import { spinner } from '../progress.js';

/** A long chain takes minutes to recompute. */
const VERIFIED_WITHIN_MS = 10 * 60_000;

/** Recomputes the hash chain. Exit code 1 when anything was changed, removed or is missing, with the place. */
export const verify: Action<object> = async ({ api, output, terminal }) => {
  const waiting = spinner(terminal, 'Recomputing the chain');
  const found = await api.get<Verification>('/api/audit/verify', {}, VERIFIED_WITHIN_MS).finally(() => waiting.stop());
  output.result(found, () => {
    const rows = found.streams.map((one) => [
      one.stream,
      String(one.first),
      String(one.last),
      String(one.missing),
      ranges(one.missingRanges),
    ]);
    const right = (title: string) => ({ title, align: 'right' as const });
    const table = output.table(
      [{ title: 'stream' }, right('first'), right('last'), right('missing'), { title: 'which' }],
      rows,
    );
    const faults = found.faults.flatMap(({ position, reason, message, compared, expected, found: stands }) => [
      output.paint.red(`Position ${position}, ${reason}: ${message}`),
      `  ${compared}: should be ${expected}, is ${stands}`,
    ]);
    const rest = found.givenUpAt === null ? [] : [`The rest was not read, from position ${found.givenUpAt} on.`];
    const whole = found.ok ? [] : [`Whole: ${ranges(found.whole) || 'nothing'}`, ...rest];
    const state = found.ok
      ? output.paint.green(`The record is whole: ${found.events} events, head ${found.head}`)
      : output.paint.red('THE RECORD IS NOT WHOLE.');
    return [table, ...faults, ...whole, state].join('\n');
  });
  return found.ok ? ExitCode.ok : ExitCode.negative;
};

const ranges = (list: readonly { from: string; to: string }[] = []): string =>
  list.map(({ from, to }) => (from === to ? from : `${from}–${to}`)).join(', ');
