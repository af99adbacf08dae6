import type { Journey } from './journeys.js';

const [START, CONVERSION, NULL] = ['(start)', '(conversion)', '(null)'];

/**
 * The plain way: transitions counted under the text of their two ends, the whole matrix solved anew by Gaussian
 * elimination for each channel removed, and a set of players for each path.
 */
export class PlainRefit {
  private readonly counts = new Map<string, number>();
  private readonly shapley = new Map<string, number>();
  private readonly channels = new Set<string>();

  add({ path, conversions, value, nulls }: Journey): void {
    let from = START;
    for (const channel of path) {
      this.channels.add(channel);
      this.count(`${from} > ${channel}`, conversions + nulls);
      from = channel;
    }
    this.count(`${from} > ${CONVERSION}`, conversions);
    this.count(`${from} > ${NULL}`, nulls);
    const players = new Set(path);
    for (const player of players) this.shapley.set(player, (this.shapley.get(player) ?? 0) + value / players.size);
  }

  /** Removal effects and Shapley values by channel. */
  result(): { effects: Record<string, number>; shapley: Record<string, number> } {
    const whole = this.probability(null);
    const effects = [...this.channels].map((channel) => [channel, 1 - this.probability(channel) / whole] as const);
    return { effects: Object.fromEntries(effects), shapley: Object.fromEntries(this.shapley) };
  }

  private count(step: string, journeys: number): void {
    this.counts.set(step, (this.counts.get(step) ?? 0) + journeys);
  }

  private probability(removed: string | null): number {
    const states = [START, ...[...this.channels].filter((channel) => channel !== removed)];
    const targets = [START, ...this.channels, CONVERSION, NULL];
    const counted = (from: string, to: string) => this.counts.get(`${from} > ${to}`) ?? 0;
    const matrix = states.map((from) => {
      const all = targets.reduce((sum, to) => sum + counted(from, to), 0);
      return [...states.map((to) => (from === to ? 1 : 0) - counted(from, to) / all), counted(from, CONVERSION) / all];
    });
    return solved(matrix)[0]!;
  }
}

/** Gauss–Jordan; the last column is the right side. An absorbing chain needs no pivoting. */
function solved(matrix: number[][]): number[] {
  const size = matrix.length;
  for (let column = 0; column < size; column += 1) {
    for (let row = 0; row < size; row += 1) {
      if (row === column) continue;
      const factor = matrix[row]![column]! / matrix[column]![column]!;
      for (let at = column; at <= size; at += 1) matrix[row]![at]! -= factor * matrix[column]![at]!;
    }
  }
  return matrix.map((row, at) => row[size]! / row[at]!);
}
