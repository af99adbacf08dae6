import { jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { headers as createHeaders, nanos, type Msg, type NatsConnection } from '@nats-io/transport-node';
import { decodeEnvelope, inboxPrefix } from '@vividwalls/messaging';
import { eventually } from '@vividwalls/testing';
import { ensureStreams } from '../prepare/streams.js';
import { inboxOf, replayDurable } from '../servers/nats/permissions.js';
import { services } from '../services.js';
import { type BrokerUnderTest, composeBroker, localBroker } from '../testing/broker-under-test.js';
import { publishable, subscribable } from '../testing/refusals.js';

const pairs = services.map(({ name, streams }) => ({
  name,
  streams,
  other: services.find((one) => one.name !== name)!.name,
}));

describe.each([
  ['on a developer’s machine', localBroker],
  ['in containers', composeBroker],
])('the broker %s', (_where, start) => {
  let broker: BrokerUnderTest;
  let admin: JetStreamManager;
  beforeAll(async () => {
    broker = await start();
    await ensureStreams(broker.adminUrl);
    const connection = await broker.as('admin');
    admin = await jetstreamManager(connection);
    await jetstream(connection).publish('vw.shop.order.paid', '{"n":1}');
  });
  afterAll(() => broker.stop());

  const lastOf = async (stream: string): Promise<number> => (await admin.streams.info(stream)).state.last_seq;
  const subjectsIn = async (stream: string): Promise<string[]> =>
    Object.keys((await admin.streams.info(stream, { subjects_filter: '>' })).state.subjects ?? {});

  describe.each(pairs)('lets $name', ({ name, streams, other }) => {
    let user: NatsConnection;
    let manager: JetStreamManager;
    beforeAll(async () => {
      user = await broker.as(name);
      manager = await jetstreamManager(user);
    });

    it('publish no fact of another service', async () => {
      const foreign = services.flatMap((one) => (one.name === name ? [] : one.streams));
      const acts = ['dlq.letter.discarded', 'dlq.letter.redriven', 'dlq.job.started', `redrive.${name}`];
      const subjects = [
        ...foreign.filter((stream) => stream !== 'dlq').map((stream) => `vw.${stream}.order.paid`),
        ...acts.filter((act) => !streams.includes(act.split('.')[0]!)).map((act) => `vw.${act}`),
        'vw.unowned.thing.happened',
        '$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.SHOP.finance',
      ];
      const before = await Promise.all(['SHOP', 'FINANCE', 'REDRIVE', 'ADVISORIES', 'DLQ'].map(lastOf));
      expect(await publishable(user, subjects)).toEqual(subjects.filter((subject) => isOwn(subject, streams)));
      if (name !== 'gateway') {
        expect(await Promise.all(['SHOP', 'FINANCE', 'REDRIVE', 'ADVISORIES', 'DLQ'].map(lastOf))).toEqual(before);
      }
    });

    it('change, empty or remove no stream', async () => {
      const acts = ['PURGE', 'DELETE', 'UPDATE', 'CREATE', 'MSG.DELETE', 'SNAPSHOT', 'RESTORE', 'LEADER.STEPDOWN'];
      const subjects = ['SHOP', 'INTAKE', 'DLQ', 'FORGED'].flatMap((stream) =>
        acts.map((act) => `$JS.API.STREAM.${act}.${stream}`),
      );
      expect(await publishable(user, [...subjects, '$JS.API.ACCOUNT.PURGE.$G'])).toEqual([]);
      expect(await lastOf('SHOP')).toBeGreaterThan(0);
    });

    it('touch no durable of another service', async () => {
      const theirs = [other, replayDurable(other), `${other}_dead_letters`, 'x'];
      const acts = [
        'CREATE',
        'DURABLE.CREATE',
        'MSG.NEXT',
        'INFO',
        'DELETE',
        'PAUSE',
        'RESET',
        'UNPIN',
        'LEADER.STEPDOWN',
      ];
      const subjects = theirs
        .filter((durable) => durable !== 'gateway_dead_letters' || name !== 'gateway')
        .flatMap((durable) => [
          ...acts.map((act) => `$JS.API.CONSUMER.${act}.SHOP.${durable}`),
          `$JS.API.CONSUMER.CREATE.SHOP.${durable}.vw.shop.>`,
          `$JS.ACK.SHOP.${durable}.1.1.1.1.1`,
        ]);
      // Without a name in the subject the server would take any from the body, or make one up.
      const nameless = ['$JS.API.CONSUMER.CREATE.SHOP', '$JS.API.CONSUMER.LIST.SHOP', '$JS.API.CONSUMER.NAMES.SHOP'];
      expect(await publishable(user, [...subjects, ...nameless])).toEqual([]);
    });

    it('not remove its own durable, whose place in the stream would be lost', async () => {
      expect(await publishable(user, [`$JS.API.CONSUMER.DELETE.SHOP.${name}`])).toEqual([]);
    });

    it('listen to nothing that is not said to it', async () => {
      const subjects = [
        ...['>', '*.>', 'vw.>', 'vw.shop.>', '$JS.>', '$JS.EVENT.ADVISORY.>', '$SYS.>', '$SRV.>'],
        ...['_INBOX.>', `${inboxOf(other)}.>`, `${inboxOf(other)}.*.*`],
        ...['vw.request.>', `vw.request.${other}.>`, `vw.request.*.spend.authorise`],
        ...['vw.answer.>', `vw.answer.${other}.>`, 'vw.answer.*.*.*'],
      ];
      expect(await subscribable(user, subjects)).toEqual([]);
    });

    it('write into nobody’s inbox, its own included', async () => {
      expect(await publishable(user, [`${inboxOf(other)}.a.b`, `${inboxOf(name)}.a.b`, '_INBOX.a.b'])).toEqual([]);
    });

    it('gain nothing from a body that names another durable, stream or filter than its subject', async () => {
      const subject = `$JS.API.CONSUMER.CREATE.SHOP.${name}`;
      const config = { durable_name: name, ack_policy: 'explicit' };
      for (const [to, body] of [
        [subject, { stream_name: 'SHOP', config: { ...config, durable_name: `${other}_x` } }],
        [subject, { stream_name: 'INTAKE', config }],
        [`${subject}.vw.shop.a`, { stream_name: 'SHOP', config: { ...config, filter_subject: 'vw.shop.b' } }],
        [
          `$JS.API.CONSUMER.DURABLE.CREATE.SHOP.${name}`,
          { stream_name: 'SHOP', config: { ...config, durable_name: `${other}_x` } },
        ],
      ] as const) {
        const answer = (await user.request(to, JSON.stringify(body))).json<{ error?: { code: number } }>();
        expect(answer.error?.code).toBe(400);
      }
      expect(await admin.consumers.list('SHOP').next()).not.toContainEqual(
        expect.objectContaining({ name: `${other}_x` }),
      );
    });

    it('not publish elsewhere by answering a question whose answer goes there', async () => {
      const target = name === 'finance' ? 'vw.shop.order.paid' : 'vw.finance.entry.booked';
      for (const address of [target, '$JS.API.STREAM.PURGE.SHOP', `$JS.API.CONSUMER.DELETE.SHOP.${other}`]) {
        const [question] = await received(user, `vw.request.${name}.self.asked`, () =>
          user.publish(`vw.request.${name}.self.asked`, '{}', { reply: address }),
        );
        expect(question?.reply).toBe(address);
        expect(await publishable(user, [question!.reply!])).toEqual([]);
      }
    });

    it('publish its own facts, what became of dead letters, questions and answers', async () => {
      const own = `vw.${streams[0]}.thing.happened`;
      const subjects = [
        'vw.dlq.event.dead_lettered',
        'vw.dlq.letter.handled',
        'vw.operations.replay.started',
        'vw.operations.outbox.republished',
        `vw.request.${other}.a.b`,
        'vw.answer.x.y.z',
      ];
      expect(await publishable(user, [own, ...subjects])).toEqual([own, ...subjects]);
      const stored = ['vw.dlq.event.dead_lettered', ...(streams[0] === 'audit' ? [] : [own])];
      for (const subject of stored) expect((await jetstream(user).publish(subject, '{}')).seq).toBeGreaterThan(0);
    });

    it('make, change and read a durable of its own, with one filter, several or none', async () => {
      for (const filters of [
        {},
        { filter_subject: 'vw.shop.order.paid' },
        { filter_subjects: ['vw.shop.a', 'vw.shop.order.>'] },
      ]) {
        await manager.consumers.add('SHOP', { durable_name: name, ack_policy: 'explicit', ...filters });
        await manager.consumers.update('SHOP', name, { max_ack_pending: 7 });
        const consumer = await jetstream(user).consumers.get('SHOP', name);
        const message = await consumer.next({ expires: 2_000 });
        expect(message?.json()).toEqual({ n: 1 });
        expect(await message?.ackAck()).toBe(true);
        await admin.consumers.delete('SHOP', name);
      }
    });

    it('look at streams and single messages, and read one again by a consumer that it may remove', async () => {
      expect((await manager.streams.getMessage('SHOP', { seq: 1 }))?.json()).toEqual({ n: 1 });
      const durable = replayDurable(name);
      await manager.consumers.add('SHOP', {
        durable_name: durable,
        ack_policy: 'none',
        mem_storage: true,
        num_replicas: 1,
        inactive_threshold: nanos(60_000),
        filter_subjects: ['vw.shop.order.paid', 'vw.shop.order.created'],
      });
      const consumer = await jetstream(user).consumers.get('SHOP', durable);
      expect((await consumer.next({ expires: 2_000 }))?.json()).toEqual({ n: 1 });
      expect(await manager.consumers.delete('SHOP', durable)).toBe(true);
    });

    it('ask another service and be answered', async () => {
      const answerer = await broker.as(other);
      answerer.subscribe(`vw.request.${other}.price.quote`, {
        queue: other,
        callback: (_error, question) => answerer.publish(question.reply!, 'forty'),
      });
      await answerer.flush();
      const address = `vw.answer.${name}.connection.question`;
      const [answer] = await received(user, `vw.answer.${name}.connection.*`, () =>
        user.publish(`vw.request.${other}.price.quote`, '{}', { reply: address }),
      );
      expect(answer?.string()).toBe('forty');
      await answerer.close();
    });
  });

  it('lets the gateway alone redrive, and tell what became of dead letters', async () => {
    const gateway = await broker.as('gateway');
    const acts = ['vw.redrive.finance', 'vw.dlq.letter.redriven', 'vw.dlq.letter.discarded', 'vw.dlq.job.started'];
    for (const act of acts) expect((await jetstream(gateway).publish(act, '{}')).seq).toBeGreaterThan(0);
    const consumers = await jetstreamManager(gateway);
    await consumers.consumers.add('DLQ', { durable_name: 'gateway_dead_letters', ack_policy: 'explicit' });
  });

  /*
   * The server does not check where an answer of JetStream's, or a pulled or pushed message, is sent: whoever asks chooses.
   * These say what that is worth to somebody who has taken a service over. If one of them fails after an upgrade of the
   * server, look at docs/decisions/0006 again.
   */
  describe('sends what it is asked for to where the asker says, and that', () => {
    let thief: NatsConnection;
    let manager: JetStreamManager;
    beforeAll(async () => {
      thief = await broker.as('finance');
      manager = await jetstreamManager(thief);
      // The header by which the server knows who asks JetStream for something, forged as well as can be.
      const headers = createHeaders();
      headers.set('Nats-Request-Info', JSON.stringify({ acc: '$G', user: 'admin' }));
      await jetstream(thief).publish('vw.finance.forged.fact', '{"forged":true}', { headers });
    });
    afterEach(() => admin.consumers.delete('FINANCE', 'finance').catch(() => false));
    const readFinance = (config = {}) =>
      manager.consumers.add('FINANCE', { durable_name: 'finance', ack_policy: 'none', ...config });

    it('leaves at most a copy in another’s stream, under the subject it had', async () => {
      await readFinance();
      const before = await lastOf('SHOP');
      await publishable(thief, ['$JS.API.CONSUMER.MSG.NEXT.FINANCE.finance'], '1', 'vw.shop.order.stolen');
      await eventually(async () => (await lastOf('SHOP')) > before);
      expect(await subjectsIn('SHOP')).not.toContain('vw.shop.order.stolen');
    });

    it('leaves at most an answer that is no event', async () => {
      await publishable(thief, ['$JS.API.STREAM.MSG.GET.FINANCE'], '{"seq":1}', 'vw.shop.order.answered');
      const left = await eventually(async () => {
        const message = await admin.streams.getMessage('SHOP', { last_by_subj: 'vw.shop.order.answered' });
        if (!message) throw new Error('nothing has come yet');
        return message;
      });
      expect(() => decodeEnvelope(left.data)).toThrow('missing attributes');
    });

    it('does not reach the administration: a pulled message is no request of JetStream’s', async () => {
      await readFinance();
      await publishable(thief, ['$JS.API.CONSUMER.MSG.NEXT.FINANCE.finance'], '1', '$JS.API.STREAM.PURGE.SHOP');
      await eventually(async () => (await admin.consumers.info('FINANCE', 'finance')).delivered.consumer_seq === 1);
      await admin.getAccountInfo();
      expect((await admin.streams.info('SHOP')).state.messages).toBeGreaterThan(0);
    });

    it('does not acknowledge for others', async () => {
      await admin.consumers.add('SHOP', { durable_name: 'audit', ack_policy: 'explicit' });
      const auditor = await broker.as('audit');
      const message = await (await jetstream(auditor).consumers.get('SHOP', 'audit')).next({ expires: 2_000 });
      const address = (message as unknown as { reply: string }).reply;
      expect(address).toMatch(/^\$JS\.ACK\.SHOP\.audit\./);
      thief.publish('$JS.API.INFO', '', { reply: address });
      await readFinance({ deliver_subject: address });
      await thief.flush();
      expect((await admin.consumers.info('SHOP', 'audit')).num_ack_pending).toBe(1);
      expect(await message!.ackAck()).toBe(true);
      await admin.consumers.delete('SHOP', 'audit');
    });

    it('is no answer to a question of another’s client', async () => {
      const victim = await broker.as('audit');
      const [first] = await received(victim, 'vw.request.audit.probe.made', async () => {
        void victim.request('vw.request.audit.probe.made', '', { timeout: 500 }).catch(() => undefined);
        await victim.flush();
      });
      const inbox = first!.reply!.split('.').slice(0, -1).join('.');
      const asked = victim.request('vw.request.audit.probe.unanswered', '', { timeout: 1_000 });
      asked.catch(() => undefined);
      // The worst case: the thief knows the address. It comes under the stream's subject, which no client takes for an answer.
      const [question] = await received(victim, 'vw.request.audit.probe.made', () => {
        void victim.request('vw.request.audit.probe.made', '', { timeout: 1_000 }).then(
          () => expect('an answer').toBe('none'),
          () => undefined,
        );
      });
      expect(question!.reply).toMatch(new RegExp(`^${inbox.replaceAll('.', '\\.')}`));
      await readFinance({ deliver_subject: question!.reply! });
      await expect(asked).rejects.toThrow();
    });
  });
});

it('gives each user the inbox that its client asks for', () => {
  for (const { name } of services) expect(inboxPrefix(name)).toBe(inboxOf(name));
});

const isOwn = (subject: string, streams: readonly string[]): boolean =>
  streams.some((stream) => subject.startsWith(`vw.${stream}.`));

/** What comes on a subject while something is done. */
async function received(user: NatsConnection, subject: string, act: () => unknown): Promise<Msg[]> {
  const messages: Msg[] = [];
  const subscription = user.subscribe(subject, {
    callback: (error, message) => void (error ?? messages.push(message)),
  });
  await user.flush();
  await act();
  await eventually(() => messages.length > 0);
  subscription.unsubscribe();
  return messages;
}
