import type { MeasuredSet, MeasuredShare, RoutingAccuracy } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { columns, type Output } from '../output.js';
import { percentText } from '../percent-text.js';
import { shown } from '../terminal.js';
import { ACCURACY } from './routing-api.js';
import { shareCells, SHARE_TITLES } from './share-text.js';

/** All samples are decided anew for the answer. */
const ANSWER_WITHIN_MS = 60_000;

const PARTS: readonly (readonly [part: Exclude<keyof MeasuredSet, 'confusions'>, title: string])[] = [
  ['all', 'all'],
  ['train', 'rules were made with them in view'],
  ['holdout', 'only measured'],
  ['decided', 'of those given to somebody'],
];

/** How often routing decides as people say it should: the delivered samples, and apart from them what was corrected. */
export const accuracy: Action<{ limit: number }> = async ({ api, output }, { limit }) => {
  const measured = await api.get<RoutingAccuracy>(ACCURACY, {}, ANSWER_WITHIN_MS);
  output.result(measured, () => {
    const { set, corrected } = measured;
    const nobody = 'Nobody has corrected a decision yet. Do it: vw route correct TASK --to AGENT/PERSONA --reason …';
    return [
      ...setText(output, 'Delivered samples', set, limit),
      '',
      ...(corrected.all.samples === 0 ? [nobody] : setText(output, 'Corrected by people', corrected, limit)),
    ].join('\n');
  });
};

function setText(output: Output, title: string, set: MeasuredSet, limit: number): string[] {
  const measured = PARTS.map(([part, name]): readonly [string, MeasuredShare] => [name, set[part]]);
  const rows = measured.filter(([, { samples }]) => samples > 0).map(([name, share]) => [name, ...shareCells(share)]);
  return [
    output.paint.bold(`${title}: ${set.all.right} of ${set.all.samples} as people say`),
    output.table(columns(['samples'], SHARE_TITLES), rows),
    ...confusionsText(output, set, limit),
  ];
}

function confusionsText(output: Output, { confusions }: MeasuredSet, limit: number): string[] {
  if (confusions.length === 0) return ['None is decided otherwise.'];
  const rows = confusions
    .slice(0, limit)
    .map(({ id, expected, decided, confidence }) => [id, expected, decided, percentText(confidence)]);
  const left = confusions.length - rows.length;
  return [
    output.table(columns(['decided otherwise', 'people say', 'routing says'], ['sure']), rows),
    ...(left > 0 ? [shown(`${left} more: --limit ${confusions.length}`)] : []),
  ];
}
