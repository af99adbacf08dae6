import type { TokensUsed } from './token-price.js';

/** The tokens of one run, call by call. Once those of a call are not known, the sum is not known either. */
export class TokenMeter {
  private input: number | undefined = 0;
  private output: number | undefined = 0;

  get used(): TokensUsed {
    return { input: this.input, output: this.output };
  }

  /** Input and output together. */
  get total(): number | undefined {
    return plus(this.input, this.output);
  }

  add({ input, output }: TokensUsed): void {
    this.input = plus(this.input, input);
    this.output = plus(this.output, output);
  }

  /** A call ended without a word of what it used. */
  lose(): void {
    this.add({ input: undefined, output: undefined });
  }
}

function plus(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}
