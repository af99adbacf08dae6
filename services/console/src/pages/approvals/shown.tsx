import { formatNumber } from '../../format/numbers';
import { formatCalendar } from '../../format/times';
import { decimalOf } from '../../format/money';
import { Json } from '../../ui/code';
import { Money } from '../../ui/money';
import { AgentName, OrderLink } from '../../ui/place-links';
import { Time } from '../../ui/time';
import type { ShownValue } from './shown-value';

/** A value of a question: money as money, times in the shop’s zone. */
export function Shown({ value }: { readonly value: ShownValue }) {
  switch (value.as) {
    case 'money':
      return <Amount minor={value.minor} currency={value.currency} />;
    case 'time':
      return <Time at={value.at} as="exact" />;
    case 'day':
      return <span className="tnum">{formatCalendar(value.day)}</span>;
    case 'order':
      return <OrderLink id={value.id} />;
    case 'agent':
      return (
        <span title={value.id}>
          <AgentName id={value.id} />
        </span>
      );
    case 'number':
      return <span className="tnum">{formatNumber(value.value, 6)}</span>;
    case 'nothing':
      return <span className="text-ink-3">{value.text}</span>;
    case 'json':
      return <Json value={value.value} />;
    case 'text':
      return <span className="break-words whitespace-pre-wrap">{value.text}</span>;
  }
}

interface AmountProps {
  readonly minor: string;
  readonly currency: string | null;
}

/** An amount whose currency nobody said is not taken for the shop’s. */
export const Amount = ({ minor, currency }: AmountProps) =>
  currency === null ? (
    <span className="tnum whitespace-nowrap" title="Nobody said in which currency">
      {decimalOf(minor, 2)} <span className="text-[13px] text-ink-3">(currency not said)</span>
    </span>
  ) : (
    <Money minor={minor} currency={currency} />
  );
