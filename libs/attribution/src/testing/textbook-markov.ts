import type { ConversionPath } from '../paths/conversion-path.js';

/**
 * Removal effects as a textbook has them, for specs to compare with: states by name, a matrix of probabilities for each
 * removal, Gaussian elimination with partial pivoting, 1 − P(without) ÷ P. Slow, and written without a look at the other.
 */
export function textbookEffects(
  paths: readonly ConversionPath[],
  order: number,
  gain: (path: ConversionPath) => number = ({ conversions }) => conversions,
): { probability: number; effects: Map<string, number> } {
  const states = new Map<string, { newest: string; to: Map<string, number>; gained: number; all: number }>();
  const stateOf = (context: readonly string[]) => {
    const name = context.join('\n');
    if (!states.has(name)) states.set(name, { newest: context.at(-1) ?? '', to: new Map(), gained: 0, all: 0 });
    return { name, state: states.get(name)! };
  };
  stateOf([]);
  for (const path of paths) {
    const journeys = path.conversions + path.nulls;
    if (journeys === 0) continue;
    let context: string[] = [];
    for (const step of path.path) {
      const { state } = stateOf(context);
      context = [...context, step].slice(-order);
      const { name } = stateOf(context);
      state.to.set(name, (state.to.get(name) ?? 0) + journeys);
      state.all += journeys;
    }
    const { state } = stateOf(context);
    state.gained += gain(path);
    state.all += journeys;
  }
  const gainWithout = (removed: string | null): number => {
    const kept = [...states].filter(([, { newest }]) => newest !== removed);
    const matrix = kept.map(([name, { to, gained, all }]) => [
      ...kept.map(([other]) => (name === other ? 1 : 0) - (all === 0 ? 0 : (to.get(other) ?? 0) / all)),
      all === 0 ? 0 : gained / all,
    ]);
    return solved(matrix)[0]!;
  };
  const probability = gainWithout(null);
  const players = [...new Set(paths.flatMap(({ path }) => path))];
  const effect = (player: string) => (probability === 0 ? 0 : 1 - gainWithout(player) / probability);
  return { probability, effects: new Map(players.map((player) => [player, effect(player)])) };
}

/** Solves a square system whose right side is the last column. */
function solved(matrix: number[][]): number[] {
  const size = matrix.length;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column; row < size; row += 1) {
      if (Math.abs(matrix[row]![column]!) > Math.abs(matrix[pivot]![column]!)) pivot = row;
    }
    [matrix[column], matrix[pivot]] = [matrix[pivot]!, matrix[column]!];
    for (let row = 0; row < size; row += 1) {
      const factor = matrix[row]![column]! / matrix[column]![column]!;
      if (row === column || factor === 0) continue;
      for (let at = column; at <= size; at += 1) matrix[row]![at]! -= factor * matrix[column]![at]!;
    }
  }
  return matrix.map((row, index) => row[size]! / row[index]!);
}
