import { Type } from 'class-transformer';
import { IsInt, IsString, Max, ValidateNested } from 'class-validator';
import { faultsByClass } from './faults-by-class.js';

class Line {
  @IsInt()
  quantity!: number;
}

class Quote {
  @IsString()
  sku!: string;

  @Max(9, { message: 'must be 9 or less' })
  discount!: number;

  @ValidateNested({ each: true })
  @Type(() => Line)
  lines!: Line[];
}

describe('the faults of a question', () => {
  const faultsOf = faultsByClass(Quote);
  const sound = { sku: 'a', discount: 1, lines: [{ quantity: 2 }] };

  it('are none when it is as its class says', () => expect(faultsOf(sound)).toEqual([]));

  it('are told all at once, each with its place', () => {
    expect(faultsOf({ sku: 7, discount: 10, lines: [{ quantity: 1 }, { quantity: 1.5 }] })).toEqual([
      '/sku sku must be a string',
      '/discount must be 9 or less',
      '/lines/1/quantity quantity must be an integer number',
    ]);
  });

  it('are also what nobody knows', () => {
    expect(faultsOf({ ...sound, free: true })).toEqual(['/free property free should not exist']);
  });

  it.each([null, undefined, 'text', 7, []])('are one when it is %p', (value) => {
    expect(faultsOf(value)).toEqual(['/ must be an object']);
  });
});
