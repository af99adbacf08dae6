import { compileRule, explain, type Explanation } from './index.js';

/** An explanation in lines: indented source, and the value or the reason. */
function lines({ kind, source, outcome, parts }: Explanation, indent = ''): string[] {
  const said = outcome.ok ? String(outcome.value) : `? ${outcome.reason}`;
  return [`${indent}${kind} ${source} → ${said}`, ...parts.flatMap((part) => lines(part, `${indent}  `))];
}

describe('explain', () => {
  it('shows each part with its own value, and chains as one', () => {
    const rule = compileRule(
      '(order.value > 500 || customer.vip) && !(order.country in ["DE", "AT"]) && order.items.exists(i, i.sku == "A") // why',
    );
    const context = { order: { value: 400, country: 'DE', items: [{ sku: 'A' }] }, customer: {} };
    expect(lines(explain(rule, context))).toEqual([
      'all (order.value > 500 || customer.vip) && !(order.country in ["DE", "AT"]) && order.items.exists(i, i.sku == "A") → false',
      '  any order.value > 500 || customer.vip → ? customer.vip is not there',
      '    comparison order.value > 500 → false',
      '      value order.value → 400',
      '    value customer.vip → ? customer.vip is not there',
      '  not !(order.country in ["DE", "AT"]) → false',
      '    comparison order.country in ["DE", "AT"] → true',
      '      value order.country → DE',
      '  value order.items.exists(i, i.sku == "A") → true',
    ]);
  });

  it('takes brackets in texts and comments for no brackets', () => {
    const rule = compileRule('(a == ")" // ((\n || b == \'(\') && (c)');
    expect(explain(rule, { a: ')', b: '(', c: true }).parts.map(({ source }) => source)).toEqual([
      'a == ")" // ((\n || b == \'(\'',
      'c',
    ]);
  });

  it('explains a choice, and a context that can not be used', () => {
    const rule = compileRule('vip ? order.value > 1 : order.value > 100');
    expect(lines(explain(rule, { vip: false, order: { value: 50 } }))).toEqual([
      'choice vip ? order.value > 1 : order.value > 100 → false',
      '  value vip → false',
      '  comparison order.value > 1 → true',
      '    value order.value → 50',
      '  comparison order.value > 100 → false',
      '    value order.value → 50',
    ]);
    expect(explain(rule, { vip: new Map() })).toMatchObject({ outcome: { reason: 'vip is a Map, not plain JSON' } });
  });
});
