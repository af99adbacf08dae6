import type { Action } from '../command.js';
import { ExitCode } from '../exit-codes.js';
import { UNKNOWN } from '../finance/report-text.js';
import { columns } from '../output.js';
import { KNOWLEDGE, type KnowledgeAccuracy, type Share } from './knowledge-api.js';

/** The plan's target. */
const GOAL = 0.98;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** How often the first article of an answer is the right one. Exit code 1 at 98 % and below, or when nothing was measured. */
export const accuracy: Action<object> = async ({ api, output }) => {
  const measured = await api.get<KnowledgeAccuracy>(`${KNOWLEDGE}/accuracy`);
  output.result(measured, () => {
    const row = (of: string, { samples, right, share, interval }: Share) => [
      ...[of, String(samples), String(right), share === null ? UNKNOWN : percent(share)],
      interval === null ? UNKNOWN : `${percent(interval.low)} to ${percent(interval.high)}`,
    ];
    const rows = [row('all', measured.all), row('tuned', measured.tuned), row('held out', measured.heldOut)];
    const table = output.table(columns(['questions'], ['asked', 'right', 'share', '95 % interval']), rows);
    if (measured.misses.length === 0) return table;
    const misses = measured.misses.map(({ id, question, expected, answered }) => [
      id,
      question,
      expected,
      answered ?? '',
    ]);
    return `${table}\n\n${output.table(columns(['missed', 'question', 'should be', 'was'], []), misses)}`;
  });
  return measured.all.share !== null && measured.all.share > GOAL ? ExitCode.ok : ExitCode.negative;
};
