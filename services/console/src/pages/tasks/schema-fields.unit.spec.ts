import { schemaFields, skeletonOf } from './schema-fields';

const schema = {
  type: 'object',
  required: ['orderId', 'lines'],
  properties: {
    orderId: { type: 'string', description: 'The order' },
    lines: { type: 'array', items: { type: 'object' } },
    count: { type: ['integer', 'null'] },
    verdict: { enum: ['yes', 'no'] },
  },
};

describe('fields of a value by its schema', () => {
  it('are those that the schema names, then the others', () =>
    expect(schemaFields(schema, { orderId: '1001', extra: true })).toEqual([
      { name: 'orderId', type: 'text', isRequired: true, description: 'The order', value: '1001' },
      { name: 'lines', type: 'list of object', isRequired: true, description: '', value: undefined },
      { name: 'count', type: 'whole number or nothing', isRequired: false, description: '', value: undefined },
      { name: 'verdict', type: 'one of yes, no', isRequired: false, description: '', value: undefined },
      { name: 'extra', type: 'not in the schema', isRequired: false, description: '', value: true },
    ]));

  it('are the value’s own without a schema', () =>
    expect(schemaFields(undefined, { a: 1 })).toEqual([
      { name: 'a', type: '', isRequired: false, description: '', value: 1 },
    ]));

  it('survive a schema that is none', () => {
    expect(schemaFields({ properties: 7, required: 'all' }, null)).toEqual([]);
    expect(schemaFields({ properties: { a: true } }, null)).toMatchObject([{ type: 'anything' }]);
  });
});

describe('a value to begin with', () => {
  it('has what is required, empty', () => expect(skeletonOf(schema)).toEqual({ orderId: '', lines: [] }));

  it('goes as deep as it must, and no deeper', () => {
    const deep: Record<string, unknown> = { type: 'object', required: ['in'], properties: {} };
    deep['properties'] = { in: deep };
    expect(JSON.stringify(skeletonOf(deep))).toBe('{"in":{"in":{"in":{"in":{"in":{}}}}}}');
  });

  it('takes defaults and first options', () =>
    expect(
      skeletonOf({
        required: ['a', 'b', 'c', 'd'],
        properties: {
          a: { default: 5 },
          b: { enum: ['x', 'y'] },
          c: { type: 'boolean' },
          d: { type: ['null', 'string'] },
        },
      }),
    ).toEqual({ a: 5, b: 'x', c: false, d: null }));
});
