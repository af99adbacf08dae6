import { formatNumber } from '../../../format/numbers';
import { Money, Unknown } from '../../../ui/money';

interface AmountProps {
  readonly minor: string | null | undefined;
  /** A currency, or `tokens`. */
  readonly unit: string;
  readonly isChange?: boolean;
}

/** Money, or tokens of language models: budgets are of either. */
export function Amount({ minor, unit, isChange = false }: AmountProps) {
  if (unit !== 'tokens') return <Money minor={minor} currency={unit} isChange={isChange} />;
  return minor === null || minor === undefined ? (
    <Unknown />
  ) : (
    <span className="whitespace-nowrap">{formatNumber(BigInt(minor))} tokens</span>
  );
}
