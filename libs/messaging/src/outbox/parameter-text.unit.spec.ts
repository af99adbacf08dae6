import { parameterText } from './parameter-text.js';

describe('the text of a parameter', () => {
  it.each([
    [null, null],
    ['a "b" \\ {c}', 'a "b" \\ {c}'],
    [7, '7'],
    [new Date('2026-11-24T12:00:00.5Z'), '2026-11-24T12:00:00.500Z'],
    [[], '{}'],
    [['a', null, 'NULL', ''], '{"a",null,"NULL",""}'],
    [['"', '\\', '{,}', 'a\nb'], '{"\\"","\\\\","{,}","a\nb"}'],
    [[1, null, new Date(0)], '{1,null,"1970-01-01T00:00:00.000Z"}'],
    [['"', null], '{"\\"",NULL}'],
    [[['a'], ['b']], '{{"a"},{"b"}}'],
  ])('of %j is %j', (value, text) => expect(parameterText(value)).toBe(text));
});
