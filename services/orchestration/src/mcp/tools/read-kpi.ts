import { FIGURE_NAMES, FIGURES, type FigureName } from '@vividwalls/contracts';
import { z } from 'zod';
import { ToolRefusal } from '../calls/tool-refusal.js';
import { defineTool } from '../tool.js';
import { instant } from './fields.js';

const LONGEST_PERIOD_MS = 2 * 366 * 86_400_000;

export const readKpi = defineTool({
  name: 'read_kpi',
  title: 'Read figures of the shop',
  description: `Figures over a period. A figure that is null is not known, and its reason says why: it is not zero. ${FIGURE_NAMES.map(
    (name) => `${name}: ${FIGURES[name].title}`,
  ).join('; ')}.`,
  scope: 'mcp:kpi',
  callers: 'everybody',
  effect: 'reads',
  input: z.strictObject({
    figures: z
      .array(z.enum(FIGURE_NAMES as [FigureName, ...FigureName[]]))
      .min(1)
      .max(FIGURE_NAMES.length),
    from: instant,
    to: instant.describe('Not part of the period any more'),
  }),
  output: z.object({
    figures: z.array(
      z.object({
        ...{ name: z.string(), unit: z.enum(['minor', 'count', 'percent', 'ms']) },
        value: z.string().nullable().describe('Decimal text; null when it is not known'),
        reason: z.string().nullable().describe('Why it is not known'),
        ...{ currency: z.string().nullable(), from: z.string(), to: z.string(), asOf: z.string(), source: z.string() },
      }),
    ),
  }),
  async run({ figures, from, to }, { sources }) {
    const [begin, end] = [new Date(from), new Date(to)];
    if (begin >= end) throw new ToolRefusal('bad_arguments', 'to must be after from.');
    if (end.getTime() - begin.getTime() > LONGEST_PERIOD_MS)
      throw new ToolRefusal('bad_arguments', 'A period may have two years.');
    const shown = await sources.figures.read(figures, begin, end);
    const lines = shown.map(({ name, value, unit, currency, reason }) =>
      value === null
        ? `${name}: not known, ${reason}`
        : `${name}: ${value} ${unit === 'minor' ? `minor ${currency}` : unit}`,
    );
    return { result: { figures: shown.map((figure) => ({ ...figure })) }, text: lines.join('\n') };
  },
});
