import { deepFreeze } from '../core/testing/deep-freeze.js';
import { goldenSample, sampledTypes } from '../documentation/golden-samples.js';
import * as events from '../index.js';

const declared = events.allEvents();
const { registry, payloadRules: rules } = events;

describe('golden samples', () => {
  it('exist for every declared event, and for no other', () => {
    expect(declared.map(({ type }) => type).filter((type) => !sampledTypes().includes(type))).toEqual([]);
    // A sample without a class: a version that was published once is gone.
    expect(sampledTypes().filter((type) => !events.eventOfType(type))).toEqual([]);
  });

  describe.each(declared)('$type', ({ type, eventClass }) => {
    it('passes its class and the schema made of it', () => {
      expect(events.faultsIn(eventClass, goldenSample(type))).toEqual([]);
      expect(events.faultsOf(type, goldenSample(type))).toEqual([]);
    });

    it('reads as the newest version, untouched itself', () => {
      const sample = deepFreeze(goldenSample(type));
      const newest = registry.newestOf(type)!;
      expect(() => events.catalogue.describe(eventClass)).not.toThrow();
      const upcast = events.upcast(registry, rules, type, sample);
      expect(upcast.type).toBe(newest.type);
      expect(events.faultsIn(newest.eventClass, upcast.data)).toEqual([]);
      expect(events.faultsOf(newest.type, upcast.data)).toEqual([]);
    });

    it('fails with an unknown field, with anything wrong in any field, and with a required one missing', () => {
      const sample = goldenSample(type);
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
