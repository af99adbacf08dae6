import { formatNumber } from '../../../format/numbers';
import { Money, Unknown } from '../../../ui/money';
import { PlaceLink } from '../../../ui/place-links';
import type { AgentReturn } from '../schemas';

/** Why there is nothing of an agent in finance's report. */
export const NOT_IN_REPORT = 'finance has credited it with nothing and knows no cost of it in these days';

interface ReturnsProps {
  readonly of: readonly AgentReturn[];
  /** Why finance was not asked or did not answer. */
  readonly reason: string | null;
}

/** A line for each currency, or why there is none. */
function PerCurrency({ of, reason, show }: ReturnsProps & { readonly show: (one: AgentReturn) => React.ReactNode }) {
  if (of.length === 0) return <Unknown reason={reason ?? NOT_IN_REPORT} isShort />;
  return of.map((one) => <div key={one.currency}>{show(one)}</div>);
}

export const Credited = (props: ReturnsProps) => (
  <PerCurrency
    {...props}
    show={({ creditedMinor, currency }) => (
      <PlaceLink to="/finance/attribution">
        <Money minor={creditedMinor} currency={currency} />
      </PlaceLink>
    )}
  />
);

export const Spent = (props: ReturnsProps) => (
  <PerCurrency
    {...props}
    show={({ costMinor, currency, reason }) => (
      <Money minor={costMinor} currency={currency} reason={reason ?? 'no cost is told of it'} isShort />
    )}
  />
);

export const ReturnOnCost = (props: ReturnsProps) => (
  <PerCurrency
    {...props}
    show={({ returnOnCost, reason }) =>
      returnOnCost === null ? (
        <Unknown reason={reason ?? 'no cost is told of it'} isShort />
      ) : (
        <span className="tnum" title="Credited revenue for each unit of cost">
          {formatNumber(returnOnCost)}×
        </span>
      )
    }
  />
);
