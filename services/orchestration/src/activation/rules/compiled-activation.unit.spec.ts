import { catalogue } from '@vividwalls/events';
import { RuleError } from '@vividwalls/rules';
import { seededRoster } from '../../registry/seeding/registry-seed.js';
import { seededActivationRules } from '../seeds/seeds.js';
import { envelope, paidOrder, refund, stock } from '../testing/sample-events.js';
import type { ActivationRule, TaskTemplate } from './activation-rule.js';
import { CompiledActivation } from './compiled-activation.js';
import { faultsOfMade } from './task-faults-of.js';
import { faultsOfActivation } from './template-faults.js';

const NOW = new Date('2026-11-20T15:00:00.000Z');
const roster = seededRoster();
const seeded = new Map(seededActivationRules().map((rule) => [rule.id, { ...rule, version: 1 }]));
const made = (id: string, data: object, fields = {}) => {
  const rule = seeded.get(id)!;
  return new CompiledActivation(rule).activate(envelope(rule.eventType, data, fields), NOW);
};

const template: TaskTemplate = { capability: null, priority: 'low', subject: 'data.id', input: {} };
const rule = (fields: Partial<TaskTemplate>, when = 'true'): ActivationRule => ({
  ...{ id: 'r', version: 3, name: 'r', when, eventType: 'vw.shop.order.paid.v1', template: { ...template, ...fields } },
});
const activated = (fields: Partial<TaskTemplate>, data: object, when?: string) =>
  new CompiledActivation(rule(fields, when)).activate(envelope('vw.shop.order.paid.v1', { id: 's1', ...data }), NOW);

describe('the delivered activation rules', () => {
  it.each([...seeded.values()])('$id is sound', ({ eventType, template: of }) => {
    expect(faultsOfActivation({ eventType, template: of }, roster)).toEqual([]);
  });

  it.each([
    ['paid-order', paidOrder('1'), { capability: 'order.fulfil', key: 'rule:paid-order:1', subject: '207119551' }],
    ['paid-order', paidOrder('1', { lines: [] }), undefined],
    ['order-cancelled', paidOrder('1'), { capability: 'order.stop', key: 'rule:order-cancelled:1' }],
    ['order-refunded', refund('9'), { capability: 'order.stop', key: 'rule:order-refunded:r-9', subject: '9' }],
    ['high-value-order', paidOrder('1'), undefined],
    ['refund', refund('9', 'torn'), { capability: 'support.triage', key: 'rule:refund:r-9', subject: '9' }],
    ['low-inventory', stock('i1', 9), { capability: 'inventory.forecast', key: 'rule:low-inventory:i1.7.2026-11-20' }],
    ['low-inventory', stock('i1', 10), undefined],
  ])('%s', (id, data, expected) => {
    const result = made(id, data);
    if (!expected) return expect(result).toEqual({ outcome: 'no' });
    expect(result).toMatchObject({ outcome: 'task', task: { ...expected, requestedBy: `rule:${id}` }, leftOut: [] });
    expect(result.outcome === 'task' && faultsOfMade(result.task, roster)).toEqual([]);
    return undefined;
  });

  it('fit what their events really are', () => {
    const samples = { 'vw.shop.order.paid.v1': paidOrder('1'), 'vw.shop.refund.created.v1': refund('1') };
    for (const [type, data] of Object.entries(samples)) expect(catalogue.faultsOf(type, data)).toEqual([]);
  });

  it('leave out of the task what the event does not have, and mark a test', () => {
    const { customerId: _customer, countryCode: _country, ...guest } = paidOrder('5').order;
    const result = made('paid-order', { order: guest }, { test: true });
    expect(result).toMatchObject({ outcome: 'task', task: { subject: '5', test: true } });
    if (result.outcome !== 'task') throw new Error('no task');
    // The deadline is the playbook's: it counts from the payment, and what is late is still wanted.
    expect(result.task).not.toHaveProperty('dueAt');
    expect(result.task.input).not.toHaveProperty('country');
    expect(result.task.context).not.toHaveProperty('customerId');
    expect(result.leftOut).toContain('input/country: data.order.countryCode is not there');
    expect(faultsOfMade(result.task, roster)).toEqual([]);
  });

  it('do not know whether stock is low that is not counted', () => {
    expect(made('low-inventory', stock('i1'))).toEqual({ outcome: 'unknown', reason: 'data.available is not there' });
  });
});

describe('a task made of an event', () => {
  it('takes over what expressions come to, deep inside and in lists', () => {
    const result = activated(
      { input: { a: { b: [{ cel: 'data.n + 1' }, { cel: 'data.missing' }, 'cel'] }, none: null, at: { cel: 'now' } } },
      { n: 1 },
    );
    expect(result).toMatchObject({
      ...{ outcome: 'task', leftOut: ['input/a/b/1: data.missing is not there'] },
      task: { input: { a: { b: [2, null, 'cel'] }, none: null, at: NOW.toISOString() } },
    });
  });

  it.each([
    [{ subject: 'data.missing' }, {}, 'its subject is unknown: data.missing is not there'],
    [{ subject: 'data.n' }, { n: 5 }, 'its subject must be text of 1 to 255 characters'],
    [{ key: '""' }, {}, 'its key must be text of 1 to 255 characters'],
    [{ key: 'data.long' }, { long: 'x'.repeat(252) }, 'its key must be text of 1 to 255 characters'],
  ])('is none with %j', (fields, data, reason) => {
    expect(activated(fields, data)).toEqual({ outcome: 'fault', reason });
  });

  it.each(['data.n', 'data.missing == 1'])('is none when %s is asked', (when) => {
    expect(activated({}, { n: 5 }, when).outcome).toBe('unknown');
  });

  it('is refused at the door of its capability', () => {
    const result = activated({ capability: 'order.triage', input: { orderId: 5 } }, {});
    expect(result.outcome === 'task' && faultsOfMade(result.task, roster)).toEqual([expect.stringMatching(/orderId/)]);
    const unknown = activated({ capability: 'walls.paint' }, {});
    expect(unknown.outcome === 'task' && faultsOfMade(unknown.task, roster)).toEqual([
      '/capability there is no walls.paint',
    ]);
  });

  it('is the same for the same event', () => {
    expect(activated({ input: { n: { cel: 'data.n' } } }, { n: 5 })).toEqual(
      activated({ input: { n: { cel: 'data.n' } } }, { n: 5 }),
    );
  });
});

describe('a template', () => {
  it('is compiled as a whole', () => {
    expect(() => new CompiledActivation(rule({ input: { a: [{ cel: '1 +' }] } }))).toThrow(RuleError);
  });

  it.each<[Partial<TaskTemplate>, string]>([
    [{ subject: 'data.' }, '/template/subject'],
    [{ key: 'colour' }, '/template/key'],
    [{ input: { 'a/b': [{ cel: '1 +' }] } }, '/template/input/a~1b/0/cel'],
    [{ capability: 'walls.paint' }, '/template/capability'],
    [{ agentId: 'nobody' }, '/template/agentId'],
    [{ agentId: 'b2b-sales-agent', personaId: 'pirate' }, '/template/personaId'],
    [{ agentId: 'b2b-sales-agent', capability: 'order.triage' }, '/template/capability'],
    [{ personaId: 'pirate' }, '/template/personaId'],
    [{ input: JSON.parse('{"a":'.repeat(15) + '1' + '}'.repeat(15)) as TaskTemplate['input'] }, '/template/input'],
  ])('is refused with %j', (fields, pointer) => {
    const faults = faultsOfActivation(
      { eventType: 'vw.shop.order.paid.v1', template: { ...template, ...fields } },
      roster,
    );
    expect(faults).toHaveLength(1);
    expect(faults[0]!.pointer.startsWith(pointer)).toBe(true);
  });

  it('is about events that may set work off', () => {
    for (const eventType of ['vw.orchestration.task.ended.v1', 'vw.finance.spend.settled.v1', 'nonsense']) {
      expect(faultsOfActivation({ eventType, template }, roster)[0]!.pointer).toBe('/eventType');
    }
  });
});
