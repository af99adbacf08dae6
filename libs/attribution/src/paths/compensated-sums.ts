const FIRST_CAPACITY = 16;

/**
 * One running sum a player, each with the rounding error it has made so far, so that a million thirds sum to what they
 * should and the order of the paths hardly shows.
 *
 * Source: Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen" (1974).
 */
export class CompensatedSums {
  private sums = new Float64Array(FIRST_CAPACITY);
  private lost = new Float64Array(FIRST_CAPACITY);

  add(index: number, amount: number): void {
    if (index >= this.sums.length) this.enlarge(index);
    const before = this.sums[index]!;
    const after = before + amount;
    this.lost[index]! += Math.abs(before) >= Math.abs(amount) ? before - after + amount : amount - after + before;
    this.sums[index] = after;
  }

  sum(index: number): number {
    return index < this.sums.length ? this.sums[index]! + this.lost[index]! : 0;
  }

  private enlarge(index: number): void {
    const capacity = Math.max(this.sums.length * 2, index + 1);
    const [sums, lost] = [new Float64Array(capacity), new Float64Array(capacity)];
    sums.set(this.sums);
    lost.set(this.lost);
    [this.sums, this.lost] = [sums, lost];
  }
}
