import type { JsonObject } from '../../json.js';
import { schemaFaults } from './schema-faults.js';

describe('a JSON Schema', () => {
  it.each<[string, JsonObject, string[]]>([
    ['of an object', { type: 'object', properties: { a: { type: 'string', format: 'date' } } }, []],
    ['that names its draft', { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' }, []],
    ['with a reference within', { type: 'object', properties: { a: { $ref: '#/$defs/a' } }, $defs: { a: {} } }, []],
    ['of another draft', { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' }, ['/s/$schema']],
    ['whose draft is no text', { $schema: 7, type: 'object' }, ['/s/$schema']],
    ['that names no type', {}, ['/s/type']],
    ['of a list', { type: 'array' }, ['/s/type']],
    ['with a pattern that is none', { type: 'object', properties: { a: { pattern: '(' } } }, ['/s']],
    ['with a reference outside', { type: 'object', properties: { a: { $ref: 'https://x.example/s' } } }, ['/s']],
    ['with several faults', { type: 'object', minProperties: -1, required: 'a' }, ['/s/minProperties', '/s/required']],
  ])('%s', (_what, schema, expected) => {
    const faults = schemaFaults(schema, '/s');
    expect([...new Set(faults.map(({ pointer }) => pointer))].sort()).toEqual(expected);
    for (const { message } of faults) expect(message).not.toBe('');
  });

  it('is not followed by an endless list of faults', () => {
    const properties = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`p${i}`, { type: 'none' }]));
    expect(schemaFaults({ type: 'object', properties }, '/s')).toHaveLength(20);
  });
});
