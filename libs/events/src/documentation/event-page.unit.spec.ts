import { IsArray } from 'class-validator';
import { EventRegistry } from '../core/event-registry.js';
import { IsObjectOf, IsOneOf, IsOptional, IsText } from '../core/rules.js';
import { BUDGET_SPENT, SpentAmount, upcastableBudget } from '../core/testing/budget-spent.js';
import { PayloadRules } from '../core/validation.js';
import { documentationOf } from './event-documentation.js';
import { eventPage } from './event-page.js';

describe('the event catalogue', () => {
  it('shows the newest version of an event and how it came about', () => {
    const { events, rules } = upcastableBudget();
    const docstrings = {
      BudgetSpent: 'Once for each bill.',
      'SpentAmount.currency': 'Of the budget, not of the bill.',
    };
    const sample = (type: string) => ({ sampleOf: type });
    const page = eventPage(documentationOf(events, rules, docstrings, sample));
    const begin = page.indexOf(`### ${BUDGET_SPENT}`);
    expect(page.slice(begin, page.indexOf('\n## ', begin) + 1)).toBe(
      [
        '### vw.finance.budget.spent',
        'Money of a budget was spent.',
        'Once for each bill.',
        'Type `vw.finance.budget.spent.v3`, class `BudgetSpent`, published by finance.',
        '| field | type | required | bounds | meaning |\n' +
          '| --- | --- | --- | --- | --- |\n' +
          '| `budgetId` | string | yes | 1–255 characters |  |\n' +
          '| `amount` | object | yes |  |  |\n' +
          '| `amount.minor` | string | yes | `^-?(0\\|[1-9][0-9]{0,17})$` |  |\n' +
          '| `amount.currency` | string | yes | `^[A-Z]{3}$` | Of the budget, not of the bill. |',
        '| version | class | upcaster |\n' +
          '| --- | --- | --- |\n' +
          '| v3 | `BudgetSpent` | none: the newest |\n' +
          '| v2 | `BudgetSpentV2` | to v3: one object for amount and currency |\n' +
          '| v1 | `BudgetSpentV1` | to v2: cents and a currency; it was USD |',
        '<details><summary>Example</summary>',
        '```json\n{\n  "sampleOf": "vw.finance.budget.spent.v3"\n}\n```',
        '</details>',
        '',
      ].join('\n\n'),
    );
  });

  it('shows what several events hold once, and links to it', () => {
    class BudgetGiven {
      @IsArray() @IsObjectOf(() => SpentAmount, { each: true }) parts!: SpentAmount[];
      @IsOptional() @IsOneOf(['owner', 'policy']) by?: string;
    }
    class BudgetTaken {
      @IsObjectOf(() => SpentAmount) amount!: SpentAmount;
      @IsArray() @IsText(64, { each: true }) tags!: string[];
    }
    const events = new EventRegistry();
    events.event('vw.finance.budget.given.v1', 'A budget was given.')(BudgetGiven);
    events.event('vw.finance.budget.taken.v1', 'A budget was taken.')(BudgetTaken);
    const page = eventPage(documentationOf(events, new PayloadRules(events), {}, () => ({})));
    const rows = page.split('\n').filter((line) => /^\| `(parts|by|amount|tags|minor)/.test(line));
    expect(rows).toEqual([
      '| `parts` | list of [SpentAmount](#spentamount) | yes |  |  |',
      '| `by` | one of | no | `owner`, `policy` |  |',
      '| `amount` | [SpentAmount](#spentamount) | yes |  |  |',
      '| `tags` | list of string | yes | ≤ 64 characters |  |',
      '| `minor` | string | yes | `^-?(0\\|[1-9][0-9]{0,17})$` |  |',
    ]);
    expect(page).toContain('\n### SpentAmount\n');
  });

  it('names every stream, also those that carry no facts', () => {
    const events = new EventRegistry();
    const page = eventPage(documentationOf(events, new PayloadRules(events), {}, () => ({})));
    expect(page).toMatch(/^\| `DLQ` .* any service \| 90 days \| 0 \|$/m);
    expect(page).toMatch(/^\| `ADVISORIES` .* the broker itself \| 30 days \| none: it carries no facts \|$/m);
    expect(page).not.toContain('## ADVISORIES');
  });
});
