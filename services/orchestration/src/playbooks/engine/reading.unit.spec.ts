import type { Json, JsonObject } from '../../json.js';
import { aRequest, anAgent, aCapability } from '../../executors/testing/requests.js';
import { BadInput } from './playbook.js';
import {
  count,
  maybeFlag,
  maybeMinor,
  maybeNumber,
  maybeObject,
  maybeText,
  maybeTime,
  objects,
  text,
  texts,
} from './reading.js';
import { asJson, listedCost } from './run.js';

type Reader = (input: JsonObject, field: string) => unknown;
const BAD = 'BadInput';

/** Reader, what stands in the field (left out: nothing does), what is read. */
const TABLE: readonly (readonly [Reader, Json | undefined, unknown])[] = [
  [text, 'x', 'x'],
  ...[undefined, null, '', '  ', 7, {}].map((value) => [text, value, BAD] as const),
  [maybeText, 'x', 'x'],
  ...[undefined, null, ''].map((value) => [maybeText, value, undefined] as const),
  [maybeText, 7, BAD],
  [maybeNumber, 0, 0],
  ...[undefined, null].map((value) => [maybeNumber, value, undefined] as const),
  [maybeNumber, '7', BAD],
  [count, 1, 1],
  ...[undefined, 0, -1, 1.5, '1'].map((value) => [count, value, BAD] as const),
  [maybeFlag, false, false],
  [maybeFlag, undefined, undefined],
  [maybeFlag, 'true', BAD],
  [maybeMinor, '-12', -12n],
  [maybeMinor, undefined, undefined],
  ...['1.5', '1e3', '1'.repeat(19), 12].map((value) => [maybeMinor, value, BAD] as const),
  [maybeTime, '2026-11-22T10:00:00Z', new Date('2026-11-22T10:00:00Z')],
  [maybeTime, undefined, undefined],
  [maybeTime, 'tomorrow', BAD],
  [objects, [{ a: 1 }], [{ a: 1 }]],
  [objects, undefined, []],
  [objects, {}, BAD],
  [objects, [{ a: 1 }, 7], BAD],
  [texts, ['a', 7, 'b'], ['a', 'b']],
  [texts, null, []],
  [texts, 'a', BAD],
  [maybeObject, { a: 1 }, { a: 1 }],
  [maybeObject, [], undefined],
  [maybeObject, undefined, undefined],
];

describe('what a playbook reads', () => {
  it.each(TABLE.map(([reader, value, expected]) => [reader.name, value, expected, reader] as const))(
    '%s of %j is %p',
    (_name, value, expected, reader) => {
      const input = value === undefined ? {} : { field: value };
      if (expected === BAD) {
        expect(() => reader(input, 'field')).toThrow(BadInput);
        expect(() => reader(input, 'field')).toThrow(/field/);
      } else expect(reader(input, 'field')).toEqual(expected);
    },
  );
});

describe('what a run of a playbook costs', () => {
  const agent = (settings: JsonObject, costMinor?: string) =>
    anAgent({
      executor: { kind: 'playbook', settings },
      capabilities: costMinor === undefined ? [] : [{ name: 'support.triage', expertise: 1, costMinor }],
    });

  it.each<[string, JsonObject, string | undefined, bigint]>([
    ['what the executor says', { costMinor: '7' }, '5', 7n],
    ['else what the list says', {}, '5', 5n],
    ['else nothing', {}, undefined, 0n],
    ['nothing where it says no amount', { costMinor: 'much' }, '5', 0n],
    ['what the list says where it says no text', { costMinor: 7 }, '5', 5n],
  ])('is %s', (_what, settings, listed, expected) => {
    const request = aRequest({ agent: agent(settings, listed), capability: aCapability() });
    expect(listedCost(request)).toBe(expected);
  });

  it('and comes back from the database as what it went in as', () => {
    expect(asJson({ a: new Date(0), b: undefined })).toEqual({ a: '1970-01-01T00:00:00.000Z' });
    expect(asJson(undefined)).toBeNull();
  });
});
