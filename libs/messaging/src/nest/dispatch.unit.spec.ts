import type { EntityManager } from 'typeorm';
import type { EventCatalogue, EventDescription, PayloadClass } from '../catalogue.js';
import type { DecodedDelivery, EventConsumer } from '../consume/consumer-definition.js';
import type { EventEnvelope } from '../envelope.js';
import { Permanent, UnknownVersion } from '../errors.js';
import { restoreOutbox, suppressOutbox } from '../replay/suppressed-transactions.js';
import { consumersOf, type FoundHandler } from './dispatch.js';

class OpenedV1 {}
class Opened {}
class Closed {}
class Shipped {}
class Unruled {}
class Stranger {}

const describe_ = (name: string, version: number, stream = 'DOOR'): EventDescription => {
  const subject = `acme.${stream.toLowerCase()}.${name}`;
  return { type: `${subject}.v${version}`, stream, subject, version };
};

const DESCRIPTIONS = new Map<PayloadClass, EventDescription>([
  [OpenedV1, describe_('opened', 1)],
  [Opened, describe_('opened', 2)],
  [Closed, describe_('closed', 1)],
  [Shipped, describe_('shipped', 1, 'PARCEL')],
]);
const KNOWN = [...DESCRIPTIONS.values()];

const catalogue: EventCatalogue = {
  describe(payload) {
    if (payload === Unruled) throw new Error('Unruled has no rules');
    const found = DESCRIPTIONS.get(payload);
    if (!found) throw new Error(`${payload.name} is no event`);
    return found;
  },
  lookup: (type) => KNOWN.find((one) => one.type === type),
  newestOf: (type) => KNOWN.filter(({ subject }) => type.startsWith(`${subject}.v`)).at(-1),
  faultsOf: (_type, data) => ((data as { faulty?: boolean }).faulty ? ['/faulty must not be'] : []),
  upcast(type, data) {
    if ((data as { stubborn?: boolean }).stubborn) throw new Error('it will not be changed');
    if (type !== 'acme.door.opened.v1') return { type, data };
    return { type: 'acme.door.opened.v2', data: { ...(data as object), by: 'nobody known' } };
  },
};

const tx = {} as EntityManager;

/** A handler that notes what it is called with. */
function handler(name: string, payloads: readonly PayloadClass[], more: Partial<FoundHandler> = {}) {
  const calls: unknown[] = [];
  const found: FoundHandler = {
    name,
    payloads,
    batch: false,
    consumer: 'doorman',
    isReadModel: false,
    isSideEffect: false,
    call: (_tx, argument) => (calls.push(argument), Promise.resolve()),
    ...more,
  };
  return { ...found, calls };
}

const consumersOfDoorman = (...handlers: FoundHandler[]) => consumersOf('doorman', handlers, catalogue);
const onlyConsumer = (...handlers: FoundHandler[]): EventConsumer => {
  const consumers = consumersOfDoorman(...handlers);
  expect(consumers).toHaveLength(1);
  return consumers[0]!;
};
const envelope = (type: string, data: object = {}, subject = 's'): EventEnvelope =>
  ({ id: `${type}/${subject}`, type, subject, data }) as unknown as EventEnvelope;
const delivery = (one: EventEnvelope): DecodedDelivery => ({ envelope: one }) as unknown as DecodedDelivery;

describe('the handlers of a service', () => {
  it('become a consumer for each stream, with the subjects they want', () => {
    const consumers = consumersOfDoorman(
      handler('A.opened', [Opened]),
      handler('B.rest', [Shipped, Closed], { batch: true }),
    );
    expect(consumers.map(({ name, sources }) => ({ name, sources }))).toEqual([
      { name: 'doorman', sources: [{ stream: 'DOOR', subjects: ['acme.door.closed', 'acme.door.opened'] }] },
      { name: 'doorman', sources: [{ stream: 'PARCEL', subjects: ['acme.parcel.shipped'] }] },
    ]);
  });

  it('of a read model are a consumer of their own, which may take the same event', () => {
    const [own, model] = consumersOfDoorman(
      handler('A.opened', [Opened]),
      handler('Doors.opened', [Opened], { consumer: 'doorman_doors', isReadModel: true }),
    );
    expect(own).toMatchObject({ name: 'doorman', isReadModel: false });
    expect(model).toMatchObject({ name: 'doorman_doors', isReadModel: true });
  });

  it('let nothing start when they are not sound, and every fault is told at once', () => {
    const start = () =>
      consumersOfDoorman(
        handler('A.opened', [Opened]),
        handler('B.opened', [Opened]),
        handler('C.old', [OpenedV1]),
        handler('D.unruled', [Unruled]),
        handler('E.stranger', [Stranger]),
        handler('F.closed', [Closed], { consumer: 'doorman_doors' }),
        handler('G.closed', [Closed], { consumer: 'doorman_doors' }),
      );
    expect(start).toThrow(
      [
        'Handlers of doorman are not sound:',
        'acme.door.opened.v2 is handled by both A.opened and B.opened',
        'C.old takes acme.door.opened.v1, which is brought to acme.door.opened.v2: take that',
        'D.unruled: Unruled has no rules',
        'E.stranger: Stranger is no event',
        'acme.door.closed.v1 is handled by both F.closed and G.closed',
      ].join('\n  '),
    );
  });

  it('are refused when one of them names an event twice', () => {
    expect(() => consumersOfDoorman(handler('A.all', [Opened, Opened], { batch: true }))).toThrow('A.all and A.all');
  });
});

describe('an envelope at the door of its consumer', () => {
  const admit = (type: string, data?: object, subject = type.slice(0, type.lastIndexOf('.'))) =>
    onlyConsumer(handler('A.opened', [Opened])).admit(envelope(type, data), subject);

  it('is refused when it came on a subject that is not its own: others may publish there', () => {
    const forged = () => admit('acme.door.opened.v2', { by: 'somebody' }, 'acme.parcel.shipped');
    expect(forged).toThrow(Permanent);
    expect(forged).toThrow('acme.door.opened.v2 came on the subject acme.parcel.shipped, which is not its own');
  });

  it('is let in as it is when it is of the newest version', () => {
    const newest = envelope('acme.door.opened.v2', { by: 'somebody' });
    expect(onlyConsumer(handler('A.opened', [Opened])).admit(newest, 'acme.door.opened')).toBe(newest);
  });

  it('is brought to the newest version, everything else unchanged', () => {
    expect(admit('acme.door.opened.v1', { at: 'noon' })).toEqual({
      ...envelope('acme.door.opened.v1'),
      type: 'acme.door.opened.v2',
      data: { at: 'noon', by: 'nobody known' },
    });
  });

  it('of a version from the future is kept out with a reason of its own', () => {
    expect(() => admit('acme.door.opened.v3')).toThrow(UnknownVersion);
    expect(() => admit('acme.door.opened.v3')).toThrow('is newer than acme.door.opened.v2');
  });

  it.each([
    ['of an unknown event', 'acme.door.painted.v1', {}, 'is not a known event'],
    ['of a version that never was', 'acme.door.opened.v0', {}, 'is not a known event'],
    [
      'with an invalid payload',
      'acme.door.opened.v2',
      { faulty: true },
      'invalid acme.door.opened.v2: /faulty must not be',
    ],
    [
      'with a payload that was invalid in its time',
      'acme.door.opened.v1',
      { faulty: true },
      'invalid acme.door.opened.v1',
    ],
    ['that cannot be upcast', 'acme.door.opened.v1', { stubborn: true }, 'cannot be upcast: it will not be changed'],
    ['that nobody here handles', 'acme.door.closed.v1', {}, 'no handler for acme.door.closed.v1'],
  ])('%s is refused for good', (_what, type, data, message) => {
    expect(() => admit(type, data)).toThrow(Permanent);
    expect(() => admit(type, data)).not.toThrow(UnknownVersion);
    expect(() => admit(type, data)).toThrow(message);
  });
});

describe('a batch', () => {
  const opened = (subject: string) => envelope('acme.door.opened.v2', {}, subject);
  const closed = (subject: string) => envelope('acme.door.closed.v1', {}, subject);

  it('goes to each handler by itself, in stream order: one by one, or all at once', async () => {
    const single = handler('A.opened', [Opened]);
    const whole = handler('B.closed', [Closed], { batch: true });
    const events = [opened('a'), closed('b'), opened('c'), closed('d')];
    await onlyConsumer(single, whole).handle(tx, events.map(delivery));
    expect(single.calls).toEqual([opened('a'), opened('c')]);
    expect(whole.calls).toEqual([[closed('b'), closed('d')]]);
  });

  it('of several events reaches a handler of them all as one, in stream order', async () => {
    const both = handler('A.both', [Opened, Closed], { batch: true });
    const events = [closed('b'), opened('a'), closed('d')];
    await onlyConsumer(both).handle(tx, events.map(delivery));
    expect(both.calls).toEqual([events]);
  });

  it('fails with the first handler that fails', async () => {
    const failing = handler('A.opened', [Opened], { call: () => Promise.reject(new Error('jammed')) });
    const never = handler('B.closed', [Closed]);
    const events = [opened('a'), closed('b')];
    await expect(onlyConsumer(failing, never).handle(tx, events.map(delivery))).rejects.toThrow('jammed');
    expect(never.calls).toEqual([]);
  });

  it('does not reach a side effect during a replay, and reaches it again afterwards', async () => {
    const mailing = handler('A.opened', [Opened], { isReadModel: true, isSideEffect: true });
    const replayed = {} as EntityManager;
    suppressOutbox(replayed);
    await onlyConsumer(mailing).handle(replayed, [delivery(opened('a'))]);
    expect(mailing.calls).toEqual([]);
    restoreOutbox(replayed);
    await onlyConsumer(mailing).handle(replayed, [delivery(opened('a'))]);
    expect(mailing.calls).toEqual([opened('a')]);
  });
});
