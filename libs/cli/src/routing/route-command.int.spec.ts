import type { RoutingExplanation } from '@vividwalls/contracts';
import { always, vwAgainstGateway } from '../testing/vw-against-gateway.js';

const { gateway, vw, sent } = vwAgainstGateway();

const route = (args: readonly string[], json: unknown = {}) => vw(['route', ...args], always({ json }));

const reasons = [{ criterion: 'persona rule', text: '90 % speaks for it', weight: 0.7200000000000001 }];
const found: RoutingExplanation = {
  decision: {
    ...{ kind: 'agent', agentId: 'b2b-sales-agent', personaId: 'hospitality-sales-agent', capability: 'sales.quote' },
    ...{ confidence: 0.9, reasons },
    others: [{ agentId: 'sales-director', personaId: null, score: 0.5432, reasons: [] }],
  },
  rules: [
    {
      ...{ id: 'hospitality-words', name: 'hospitality: words', agentId: 'b2b-sales-agent', outcome: 'holds' },
      ...{ personaId: 'hospitality-sales-agent', weight: 0.9, explanation: {} },
    },
    {
      ...{ id: 'large-orders', name: 'large orders', agentId: 'b2b-sales-agent', personaId: 'corporate-sales-agent' },
      ...{ weight: 0.8, outcome: 'unknown', reason: 'orderValueMinor is not known', explanation: {} },
    },
  ],
  ...{ rulesVersion: 4, rosterVersion: 12 },
};

it('says who, how sure, why, by which rules, and who would be next', async () => {
  const { code, out } = await route(['Art for our hotel'], found);
  expect(code).toBe(0);
  expect(gateway.seen[0]).toMatchObject({ method: 'POST', path: '/api/orchestration/routing/explain' });
  expect(sent()).toEqual({ context: { text: 'Art for our hotel' } });
  expect(out).toContain('b2b-sales-agent as hospitality-sales-agent, for sales.quote (90 % sure)\n');
  expect(out).toContain('persona rule\t90 % speaks for it\t0.72');
  expect(out).toContain('hospitality-words\tb2b-sales-agent as hospitality-sales-agent\thospitality: words\t0.9');
  expect(out).toContain('orderValueMinor is not known\t1\n');
  expect(out).toContain('sales-director\t\t0.543');
  expect(out).toContain('By version 12 of the roster and 4 of the rules.');
});

it('counts rules that could not be known by what is missing, the most wanted first', async () => {
  const rule = (id: string, reason: string) => ({ ...found.rules[1]!, id, reason });
  const rules = [rule('a', 'channel is not there'), ...['b', 'c'].map((id) => rule(id, 'segment is not there'))];
  const { out } = await route(['Hello'], { ...found, rules });
  expect(out).toContain('rules that could not be known\trules\nsegment is not there\t2\nchannel is not there\t1\n');
  expect(out).not.toContain('rule that holds');
});

it('sends everything that is known of the work, money in its smallest parts', async () => {
  const known = ['--capability', 'sales.quote', '--agent', 'b2b-sales-agent', '--customer-type', 'hospitality'];
  const more = ['--segment', 'vip', '--order-value', '5000', '--currency', 'USD', '--channel', 'email'];
  await route([...known, ...more, '--country', 'US', '--tag', 'large', '--tag', 'rush', 'Prints'], found);
  expect(sent()).toEqual({
    ...{ capability: 'sales.quote', agentId: 'b2b-sales-agent' },
    context: {
      ...{ text: 'Prints', customerType: 'hospitality', segment: 'vip', orderValueMinor: '500000', currency: 'USD' },
      ...{ channel: 'email', country: 'US', tags: ['large', 'rush'] },
    },
  });
});

it.each([
  ['asks', { kind: 'clarify', questions: ['Is it for a hotel?'], confidence: 0.4, reasons }, 'Is it for a hotel?'],
  ['gives it to a person', { kind: 'person', confidence: 0.2, reasons: [] }, 'a person must decide (20 % sure)'],
])('ends with 1 when it %s', async (_what, decision, told) => {
  const { code, out } = await route(['Hello'], { ...found, decision, rules: [] });
  expect(code).toBe(1);
  expect(out).toContain(told);
  expect(out).not.toContain('fallback');
});

it('gives the explanation of every rule as JSON', async () => {
  expect(JSON.parse((await route(['Prints', '--json'], found)).out)).toEqual(found);
});

it.each([
  ['nothing', []],
  ['a value without a currency', ['Prints', '--order-value', '5000']],
  ['a value that is none', ['Prints', '--order-value', 'much', '--currency', 'USD']],
])('does not ask with %s', async (_what, args) => {
  expect((await route(args)).code).toBe(2);
  expect(gateway.seen).toEqual([]);
});
