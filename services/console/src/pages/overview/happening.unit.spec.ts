import { readFileSync } from 'node:fs';
import type { LiveFact } from '../../live/live-line';
import { happeningOf, WORDS } from './happening';

const fact = (type: string, subject: string | null) => ({ type, subject }) as LiveFact;

describe('what happens, in words', () => {
  it('knows only types that there are', () => {
    const catalogue = readFileSync('docs/generated/events.md', 'utf8');
    expect(Object.keys(WORDS).filter((type) => !catalogue.includes(`\n### vw.${type}\n`))).toEqual([]);
  });

  it('names the order', () =>
    expect(happeningOf(fact('vw.shop.order.paid.v1', 'order/450789469'))).toBe('Order 450789469 was paid'));

  it('shortens what is only an id', () =>
    expect(happeningOf(fact('vw.orchestration.agent.stopped.v2', 'agent/019abf2e-0c55-7d3c-9d0a-5b1f3c1f8a11'))).toBe(
      'Agent 019abf2e… was stopped',
    ));

  it('leaves out what only an engineer asks for', () =>
    expect(happeningOf(fact('vw.finance.entry.booked.v1', 'order/1'))).toBeUndefined());
});
