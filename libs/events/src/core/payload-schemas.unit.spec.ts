import { IsBoolean, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { EventRegistry } from './event-registry.js';
import { payloadSchemas } from './payload-schemas.js';
import { IsId, IsIdOrNull, IsObjectOf, IsText, IsTextOrNull } from './rules.js';
import { PayloadRules } from './validation.js';

/** A class with one text, named like any other that this makes. */
function namesake(field: string): new () => object {
  class Part {}
  IsText(10)(Part.prototype, field);
  return Part;
}

function holding(part: new () => object, name: string): new () => object {
  const holder = { [name]: class {} }[name]!;
  IsObjectOf(() => part)(holder.prototype, 'part');
  return holder;
}

describe('JSON Schemas of payloads', () => {
  it('are those of the classes, of what they hold and of what they inherit, and of nothing else', () => {
    class Leaf {
      @IsId() id!: string;
    }
    class Base {
      @IsBoolean() test!: boolean;
    }
    class Payload extends Base {
      @ValidateNested({ each: true }) @Type(() => Leaf) leaves!: Leaf[];
    }
    const schemas = payloadSchemas([Payload]);
    expect(Object.keys(schemas)).toEqual(['Base', 'Leaf', 'Payload']);
    expect(schemas['Payload']).toEqual({
      type: 'object',
      required: ['leaves', 'test'],
      properties: {
        test: { type: 'boolean' },
        leaves: { type: 'array', items: { $ref: '#/components/schemas/Leaf' } },
      },
    });
  });

  it('are not mixed with those of a class elsewhere in the process that has the same name', () => {
    const [ours] = [namesake('text'), namesake('other')];
    expect(payloadSchemas([holding(ours, 'Holder')])['Part']).toMatchObject({ required: ['text'] });
  });

  it('are refused when two classes of the events have the same name', () => {
    const [one, other] = [holding(namesake('text'), 'One'), holding(namesake('other'), 'Other')];
    expect(() => payloadSchemas([one, other])).toThrow('Events use two classes named Part');
  });

  it('know events that are declared after the first payload was checked', () => {
    const events = new EventRegistry();
    const rules = new PayloadRules(events);
    events.event('vw.finance.thing.seen.v1', '')(namesake('text'));
    expect(rules.faultsOf('vw.finance.thing.seen.v1', { text: 'a' })).toEqual([]);
    events.event('vw.finance.thing.lost.v1', '')(holding(namesake('late'), 'Late'));
    expect(() => rules.faultsOf('vw.finance.thing.lost.v1', {})).toThrow('Events use two classes named Part');
  });

  it('let text be null where a rule says so, never absent', () => {
    class Letter {
      @IsIdOrNull() id!: string | null;
      @IsTextOrNull(3) text!: string | null;
    }
    const events = new EventRegistry();
    const rules = new PayloadRules(events);
    events.event('vw.finance.letter.sent.v1', '')(Letter);
    const faults = (payload: object): string[] => rules.faultsOf('vw.finance.letter.sent.v1', payload);
    expect(faults({ id: null, text: null })).toEqual([]);
    expect(faults({ id: 'i', text: '' })).toEqual([]);
    expect(faults({ id: '', text: null })).toEqual(['/id must NOT have fewer than 1 characters']);
    expect(faults({ id: 'i', text: 'four' })).toEqual(['/text must NOT have more than 3 characters']);
    expect(faults({ id: 7, text: null })).toEqual(['/id must be string,null']);
    expect(faults({ text: null })).toEqual(["/ must have required property 'id'"]);
  });
});
