import type { PersonaRuleTest } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { columns, type Output } from '../output.js';
import { shown } from '../terminal.js';
import { rulePath } from './routing-api.js';
import { shareCells, SHARE_TITLES } from './share-text.js';

/** What of the samples would be decided otherwise if a rule's newest version went live; nothing is done. */
export const ruleTest: Action<{ limit: number }> = async ({ api, output }, { limit }, [id]) => {
  const test = await api.post<PersonaRuleTest>(`${rulePath(id!)}/test`, {});
  output.result(test, () => testText(output, id!, test, limit));
};

function testText(output: Output, id: string, { before, after, changed }: PersonaRuleTest, limit: number): string {
  const shares = output.table(columns(['samples'], SHARE_TITLES), [
    ['decided now', ...shareCells(before)],
    ['decided then', ...shareCells(after)],
  ]);
  const live = shown(`Let it decide: vw route rule-live ${id}`);
  if (changed.length === 0) return [shares, 'No sample is decided otherwise.', live].join('\n');
  const count = (verdict: string): number => changed.filter((one) => one.verdict === verdict).length;
  const worse = count('worse');
  const rows = changed
    .slice(0, limit)
    .map((one) => [one.verdict, one.id, one.before, one.after, (one.text ?? '').slice(0, SHOWN_CHARACTERS)]);
  const counts = `${count('better')} better, ${worse} worse, ${count('neither')} neither`;
  return [
    ...[shares, '', output.table(columns(['verdict', 'sample', 'now', 'then', 'text']), rows)],
    ...(changed.length > rows.length ? [`${changed.length - rows.length} more: --limit ${changed.length}`] : []),
    worse > 0 ? output.paint.yellow(counts) : output.paint.green(counts),
    live,
  ].join('\n');
}

/** Enough of a text to know it by. */
const SHOWN_CHARACTERS = 60;
