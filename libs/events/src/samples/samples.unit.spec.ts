import { readdirSync, readFileSync } from 'node:fs';
import * as events from '../index.js';

// One golden sample per version of an event ever published: `<type>.json`, its data alone. A sample is never changed, only
// added, so that what was published yesterday is still understood tomorrow.

const FOLDER = new URL('./', import.meta.url);
const sampleTypes = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length));

type Sample = Record<string, unknown>;
const sampleOf = (type: string) => JSON.parse(readFileSync(new URL(`${type}.json`, FOLDER), 'utf8')) as Sample;
const declared = events.allEvents();

describe('golden samples', () => {
  it('exist for every declared event, and for no other', () => {
    expect(declared.map(({ type }) => type).filter((type) => !sampleTypes.includes(type))).toEqual([]);
    expect(sampleTypes.filter((type) => !events.eventOfType(type))).toEqual([]);
  });

  describe.each(declared.filter(({ type }) => sampleTypes.includes(type)))('$type', ({ type, eventClass }) => {
    it('passes its class and the schema made of it', () => {
      expect(events.faultsIn(eventClass, sampleOf(type))).toEqual([]);
      expect(events.faultsOf(type, sampleOf(type))).toEqual([]);
    });

    it('fails with an unknown field, with anything wrong in any field, and with a required one missing', () => {
      const sample = sampleOf(type);
      expect(events.faultsIn(eventClass, { ...sample, unheardOf: 1 })).toEqual([
        { pointer: '/unheardOf', message: 'is not a known field' },
      ]);
      for (const field of Object.keys(sample)) {
        const broken = { ...sample, [field]: Array.isArray(sample[field]) ? 'text' : [7] };
        const pointers = events.faultsIn(eventClass, broken).map(({ pointer }) => pointer);
        expect([field, pointers.some((pointer) => pointer.startsWith(`/${field}`))]).toEqual([field, true]);
        expect([field, events.faultsOf(type, broken).length > 0]).toEqual([field, true]);
      }
      const missing = Object.keys(sample).filter((field) => {
        const { [field]: _left, ...rest } = sample;
        return events.faultsIn(eventClass, rest).length > 0;
      });
      const allOptional = ['vw.shop.app.uninstalled.v1', 'vw.shop.shop.redact_requested.v1'];
      expect(missing.length > 0).toBe(!allOptional.includes(type));
    });
  });
});
