/** Small numbers for players, in the order they are first seen: counting compares and indexes numbers only. */
export class PlayerRegister {
  readonly names: string[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    const number = this.names.length;
    this.names.push(name);
    this.numbers.set(name, number);
    return number;
  }
}
