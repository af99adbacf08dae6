import { formatMoney } from '../../format/money';
import { formatNumber } from '../../format/numbers';
import { factTitle } from './changes';

/** A fact as the catalogue of acts names it. */
export interface KnownFact {
  readonly name: string;
  readonly type: string;
  readonly title: string;
}

const NAME = '[a-zA-Z][a-zA-Z0-9]*';
const OPERATOR = '>=|<=|==|!=|>|<';
/** `amountMinor > 1000000` */
const WITH_NUMBER = new RegExp(`^(${NAME})\\s*(${OPERATOR})\\s*(-?\\d{1,15}(?:\\.\\d{1,6})?)$`);
/** `priceMinor * 10 < costMinor * 18` */
const WITH_FACT = new RegExp(`^(${NAME})\\s*\\*\\s*(\\d{1,6})\\s*(${OPERATOR})\\s*(${NAME})\\s*\\*\\s*(\\d{1,6})$`);
const COMPARISONS: Readonly<Record<string, string>> = {
  ...{ '>': 'more than', '>=': 'at least', '<': 'less than', '<=': 'at most', '==': 'exactly', '!=': 'other than' },
};

/**
 * A rule in words where it is one: comparisons joined by “and” alone or by “or” alone. Undefined for whatever else there is:
 * half of a rule in words would be another rule.
 */
export function policyInWords(when: string, facts: readonly KnownFact[], currency: string): string | undefined {
  const joined = when.includes('||') ? '||' : '&&';
  if (joined === '||' && when.includes('&&')) return undefined;
  const parts = when.split(joined).map((part) => comparisonInWords(part.trim(), facts, currency));
  if (!parts.every((part) => part !== undefined)) return undefined;
  return parts.join(joined === '||' ? '; or ' : '; and ');
}

function comparisonInWords(text: string, facts: readonly KnownFact[], currency: string): string | undefined {
  const titled = (name: string): { readonly title: string; readonly type: string } | undefined => {
    const fact = facts.find((one) => one.name === name);
    return fact && { title: factTitle(name, fact.title), type: fact.type };
  };
  const [, name, operator, number] = WITH_NUMBER.exec(text) ?? [];
  if (name !== undefined) {
    const fact = titled(name);
    const isMoney = fact?.type === 'money';
    if (!fact || (isMoney && number!.includes('.'))) return undefined;
    const amount = isMoney ? formatMoney(number!, currency) : formatNumber(Number(number), 6);
    return `${fact.title}: ${COMPARISONS[operator!]!} ${amount}`;
  }
  const [, one, times, compared, other, otherTimes] = WITH_FACT.exec(text) ?? [];
  const [left, right] = [one === undefined ? undefined : titled(one), other === undefined ? undefined : titled(other)];
  if (!left || !right || Number(times) === 0) return undefined;
  const share = formatNumber(Number(otherTimes) / Number(times), 4);
  return `${left.title}: ${COMPARISONS[compared!]!} ${share} times this: ${right.title.toLowerCase()}`;
}
