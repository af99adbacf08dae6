import { arrayLiteral } from './array-literal.js';

describe('the literal of an array', () => {
  it.each([
    [[], '{}'],
    [['a', 'NULL', '', ' ', '{,}', 'ñ 🖼'], '{"a","NULL",""," ","{,}","ñ 🖼"}'],
    [['a', null], '{"a",null}'],
    [[1, -2.5, true], '{1,-2.5,true}'],
  ])('of %j is %j', (values, literal) => expect(arrayLiteral(values)).toBe(literal));

  it.each([
    [['"']],
    [['\\']],
    [['a\nb']],
    [['\ud800']],
    [[['a']]],
    [[{}]],
    [[new Date(0)]],
    [[undefined]],
    [[NaN]],
    [[1n]],
    [[Infinity]],
  ])('of something that has to be written with care is left to the driver: %#', (values) =>
    expect(arrayLiteral(values)).toBeUndefined(),
  );
});
