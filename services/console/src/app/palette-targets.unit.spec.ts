import { paletteTargets } from './palette-targets';

const AGENTS = [
  { id: 'sales-director', name: 'Sales Director', department: 'sales' },
  { id: 'budget-intelligence', name: 'Budget Intelligence', department: 'finance' },
];
const places = (text: string): string[] => paletteTargets(text, AGENTS).map(({ to }) => to);

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
