import {
  figuresUnanswered,
  readFigures,
  readInboxFigures,
  type FigureName,
  type FigureShown,
  type FiguresQuestion,
} from '@vividwalls/contracts';
import type { Requests } from '@vividwalls/messaging';

const CONTRACTS = { finance: readFigures, governance: readInboxFigures } as const;
export type Asked = keyof typeof CONTRACTS;

/** Figures that another service knows. Whoever does not answer leaves them null, with the reason; the others do not suffer. */
export async function askFigures(
  requests: Pick<Requests, 'ask'>,
  service: Asked,
  question: FiguresQuestion,
  now: Date,
): Promise<ReadonlyMap<FigureName, FigureShown>> {
  if (question.figures.length === 0) return new Map();
  const fallback = () => figuresUnanswered(question, now, service);
  const { figures } = await requests.ask(CONTRACTS[service], question, { fallback });
  return new Map(figures.map((figure) => [figure.name, figure]));
}
