import { beginningsOf, Catalogue } from './catalogue';
import { fieldRows, MOST_ROWS } from './field-rows';

const catalogue = new Catalogue({
  components: {
    messages: {
      OrderPaid: { name: 'vw.shop.order.paid.v1', title: 'OrderPaid', summary: 'An order was paid.' },
      EntryBooked: { name: 'vw.finance.entry.booked.v1', title: 'EntryBooked' },
    },
    schemas: {
      OrderPaid: {
        type: 'object',
        required: ['order', 'paidAt'],
        properties: {
          order: { $ref: '#/components/schemas/Order', description: 'As it was then.' },
          paidAt: { type: 'string', format: 'date-time', description: 'When.' },
        },
      },
      Order: {
        type: 'object',
        description: 'An order.',
        properties: {
          status: { type: 'string', enum: ['paid', 'open'] },
          note: { type: ['string', 'null'] },
          lines: { type: 'array', items: { $ref: '#/components/schemas/Line' } },
        },
      },
      Line: { properties: { quantity: { type: 'integer', description: 'Pieces.' } } },
    },
  },
});
const schema = catalogue.schemaOf('vw.shop.order.paid.v1');

describe('a payload beside its schema', () => {
  it('says which fields hold the id of an order', () => {
    const data = { orderId: '450789469', refund: { orderId: '450789470' }, customerId: '7', order: { orderId: '' } };
    expect(fieldRows(data, undefined, catalogue).flatMap(({ order }) => order ?? [])).toEqual([
      '450789469',
      '450789470',
    ]);
  });

  it('is a row for every field, in order, with type and meaning', () => {
    const data = { order: { status: 'paid', note: null, lines: [{ quantity: 2 }] }, paidAt: '2026-11-29T10:00:00Z' };
    expect(
      fieldRows(data, schema, catalogue).map(({ pointer, depth, value, type, meaning }) => [
        ...[pointer, depth, value, type, meaning],
      ]),
    ).toEqual([
      ['/order', 0, null, 'group', 'As it was then.'],
      ['/order/status', 1, 'paid', 'one of: paid, open', ''],
      ['/order/note', 1, 'null', 'text, or nothing', ''],
      ['/order/lines', 1, null, 'list', ''],
      ['/order/lines/0', 2, null, 'group', ''],
      ['/order/lines/0/quantity', 3, '2', 'whole number', 'Pieces.'],
      ['/paidAt', 0, '2026-11-29T10:00:00Z', 'time', 'When.'],
    ]);
  });

  it('says what the schema does not know, and what is missing', () => {
    const rows = fieldRows({ order: { colour: 'red' } }, schema, catalogue);
    expect(rows.map(({ name, fault }) => [name, fault])).toEqual([
      ['order', undefined],
      ['colour', 'not in the schema'],
      ['paidAt', 'missing'],
    ]);
  });

  it('tells types by the values where there is no schema', () => {
    const rows = fieldRows({ a: 1, b: [true], 'c/d': null }, undefined, catalogue);
    expect(rows.map(({ pointer, type, fault }) => [pointer, type, fault])).toEqual([
      ['/a', 'number', undefined],
      ['/b', 'list', undefined],
      ['/b/0', 'yes or no', undefined],
      ['/c~1d', 'nothing', undefined],
    ]);
  });

  it('is bounded', () => {
    expect(fieldRows(Array(MOST_ROWS * 2).fill(1), undefined, catalogue)).toHaveLength(MOST_ROWS);
  });
});

describe('the catalogue', () => {
  it('knows types, their beginnings and what they tell', () => {
    expect(catalogue.types).toEqual(['vw.finance.entry.booked.v1', 'vw.shop.order.paid.v1']);
    expect(beginningsOf(catalogue.types)).toEqual(['vw.finance.*', 'vw.shop.*']);
    expect(catalogue.summaryOf('vw.shop.order.paid.v1')).toBe('An order was paid.');
    expect(catalogue.schemaOf('vw.other')).toBeUndefined();
  });
});
