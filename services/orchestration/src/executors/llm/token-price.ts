/** What a model's tokens cost: a fraction of minor units per token, so that no price is rounded away. */
export interface TokenPrice {
  /** Minor units × `scale` per million tokens. */
  readonly input: bigint;
  readonly output: bigint;
  readonly scale: bigint;
}

const ENTRY = /^([^=]+)=(\d{1,9}(?:\.\d{1,6})?)\/(\d{1,9}(?:\.\d{1,6})?)$/;

const DECIMALS = 6;

/**
 * Prices by model, of `model=input/output` entries in whole units of the shop's currency per million tokens:
 * `gpt-5-mini=0.25/2`. Throws on an entry that is none.
 */
export function readTokenPrices(entries: readonly string[], exponent: number): ReadonlyMap<string, TokenPrice> {
  return new Map(
    entries.map((entry) => {
      const parts = ENTRY.exec(entry.trim());
      if (!parts) throw new Error(`${entry} is no price such as gpt-5-mini=0.25/2`);
      const scaled = (text: string) => scaledBy(text, exponent);
      return [
        parts[1]!.trim(),
        { input: scaled(parts[2]!), output: scaled(parts[3]!), scale: 10n ** BigInt(DECIMALS) },
      ];
    }),
  );
}

function scaledBy(decimal: string, exponent: number): bigint {
  const [whole, fraction = ''] = decimal.split('.') as [string, string?];
  return BigInt(whole + fraction.padEnd(DECIMALS, '0')) * 10n ** BigInt(exponent);
}

export interface TokensUsed {
  readonly input: number | undefined;
  readonly output: number | undefined;
}

/** What so many tokens cost, minor units, rounded up; undefined when the price or a number of tokens is not known. */
export function tokenCost(price: TokenPrice | undefined, { input, output }: TokensUsed): bigint | undefined {
  if (!price || input === undefined || output === undefined) return undefined;
  const millions = BigInt(Math.ceil(input)) * price.input + BigInt(Math.ceil(output)) * price.output;
  const whole = 1_000_000n * price.scale;
  return (millions + whole - 1n) / whole;
}
