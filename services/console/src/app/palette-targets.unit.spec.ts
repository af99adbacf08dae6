import { paletteActions } from './palette-actions';
import { isAnswerClear, paletteTargets, type OrdersTold, type PaletteTarget } from './palette-targets';

const AGENTS = [
  { id: 'sales-director', name: 'Sales Director', department: 'sales' },
  { id: 'budget-intelligence', name: 'Budget Intelligence', department: 'finance' },
];
const ACTIONS = paletteActions({ isPaused: false });
const leadsTo = (target: PaletteTarget): string => ('to' in target ? target.to : target.action);
const places = (text: string, orders?: OrdersTold): string[] =>
  paletteTargets(text, AGENTS, orders, ACTIONS).map(leadsTo);

describe('the palette', () => {
  it('shows pages before anything is typed', () => expect(places('')).toContain('/approvals'));

  it('finds by the beginnings of words, what is called so before what is about it', () => {
    expect(places('bud')).toEqual(['/finance/budgets', '/agents/budget-intelligence', '/finance']);
    expect(places('dir sal')).toEqual(['/agents/sales-director']);
  });

  it.each(['5123', '#5123'])('leads from the number %s to the order, its story and the event', (text) =>
    expect(places(text).slice(0, 3)).toEqual(['/finance/orders/5123', '/events/story?subject=5123', '/events/5123']),
  );

  it('leads to the orders that the books know by the number', () =>
    expect(paletteTargets('1001', [], [{ orderId: '98765', name: '#1001' }]).slice(0, 2)).toEqual([
      { to: '/finance/orders/98765', label: 'Order #1001', about: '98765 · who its revenue went to, and its entries' },
      { to: '/events/story?subject=98765', label: 'Story of order #1001', about: '98765 · every event of it' },
    ]));

  it('waits with a number for what the books know, and says so', () => {
    const [order] = paletteTargets('#1117', [], 'asking');
    expect(order).toMatchObject({ label: 'Order 1117', about: 'looking in the books …', isPending: true });
    expect(isAnswerClear('asking')).toBe(false);
  });

  it('goes by itself to the one order of a number, not to one of several and not to none', () => {
    const [one, other] = [
      { orderId: '1', name: '#7' },
      { orderId: '7', name: '#9' },
    ];
    expect([[one], [one, other], [], undefined].map((told) => isAnswerClear(told as OrdersTold))).toEqual([
      ...[true, false, false, true],
    ]);
  });

  it('offers no order that the books do not know', () =>
    expect(places('1117', [])).toEqual(['/events/story?subject=1117', '/events/1117']));

  it.each([
    ['refund', '/finance/ledger'],
    ['why', '/finance/attribution'],
    ['late', '/tasks'],
    ['audit log', '/events'],
    ['p&l', '/finance'],
  ])('finds by another name: %s', (text, to) => expect(places(text)).toContain(to));

  it.each([
    ['dark', 'dark'],
    ['theme', 'light'],
    ['logout', 'sign-out'],
    ['pause', 'pause'],
    ['help', 'shortcuts'],
  ])('does what the menu does: %s', (text, action) => expect(places(text)).toContain(action));

  it('takes live updates up again once they are paused, and offers neither to who hears none', () => {
    const names = (live?: { isPaused: boolean }) => paletteActions(live).map(({ action }) => action);
    expect(names({ isPaused: true })).toContain('resume');
    expect(names({ isPaused: true })).not.toContain('pause');
    expect(names()).not.toContain('resume');
  });

  it('takes a long number for an order alone', () =>
    expect(places('6123456789012')).not.toContain('/events/6123456789012'));

  it('leads from an id to what it may be of', () =>
    expect(places('019abf2e-0c55-7d3c-9d0a-5b1f3c1f8a11')).toEqual([
      '/tasks/019abf2e-0c55-7d3c-9d0a-5b1f3c1f8a11',
      '/approvals/019abf2e-0c55-7d3c-9d0a-5b1f3c1f8a11',
      '/events/story?correlationId=019abf2e-0c55-7d3c-9d0a-5b1f3c1f8a11',
    ]));

  it('finds nothing rather than something else', () => expect(places('zzz')).toEqual([]));
});
