import { readFileSync } from 'node:fs';
import type { LiveFact } from '../../live/live-line';
import { happeningOf, WORDS, type Happening } from './happening';

const textOf = (told: Happening | undefined) => told && `${told.before}${told.about}${told.after}`;
const fact = (type: string, subject: string | null) => ({ type, subject }) as LiveFact;

describe('what happens, in words', () => {
  it('knows only types that there are', () => {
    const catalogue = readFileSync('docs/generated/events.md', 'utf8');
    expect(Object.keys(WORDS).filter((type) => !catalogue.includes(`\n### vw.${type}\n`))).toEqual([]);
  });

  it('says which order it is about', () =>
    expect(happeningOf(fact('vw.shop.order.paid.v1', '450789469'))).toEqual({
      ...{ before: 'Order ', about: '450789469', after: ' was paid', order: '450789469' },
    }));

  it('is about no order where the number is of something else', () =>
    expect(happeningOf(fact('vw.finance.budget.threshold_reached.v1', '450789469'))).toEqual({
      ...{ before: 'A budget comes to its end', about: '', after: '' },
    }));

  it('says which agent it is about', () =>
    expect(happeningOf(fact('vw.orchestration.agent.stopped.v1', 'sales-director'))).toMatchObject({
      ...{ before: 'Agent ', agent: 'sales-director', after: ' was stopped' },
    }));

  it('shortens what is only an id', () =>
    expect(
      textOf(happeningOf(fact('vw.orchestration.agent.stopped.v2', 'agent/019abf2e-0c55-7d3c-9d0a-5b1f3c1f8a11'))),
    ).toBe('Agent 019abf2e… was stopped'));

  it('leaves out what only an engineer asks for', () =>
    expect(happeningOf(fact('vw.finance.entry.booked.v1', 'order/1'))).toBeUndefined());
});
