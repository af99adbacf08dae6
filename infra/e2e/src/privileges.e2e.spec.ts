import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { eventually } from '@vividwalls/testing';
import type { Client } from 'pg';
import { drained } from './drained.js';
import { shopBodies } from './shop-bodies.js';
import { startSystem, stopSystems, type System } from './system.js';

/** Streams that one service alone may publish to; what else it may, infra/local tries subject by subject. */
const STREAM_OF = {
  gateway: ['INTAKE', 'SHOP', 'REPORTS', 'REDRIVE'],
  finance: ['FINANCE'],
  orchestration: ['ORCHESTRATION'],
  governance: ['GOVERNANCE'],
  audit: [] as string[],
};
const SERVICES = Object.keys(STREAM_OF) as (keyof typeof STREAM_OF)[];
/** PostgreSQL's code for "you may not". */
const REFUSED = { code: '42501' };

let system: System;
beforeAll(async () => {
  system = await startSystem();
  for (const { topic, bytes } of shopBodies()) await system.post(topic, bytes);
  await drained(system);
}, 120_000);
afterAll(stopSystems, 60_000);

describe('on the broker', () => {
  let manager: JetStreamManager;
  beforeAll(async () => {
    manager = await jetstreamManager(await system.nats());
  });

  const asUser = (name: string): Promise<NatsConnection> => {
    const password = system.secrets().nats.users[name] ?? '';
    return system.nats({ name, password }, { inboxPrefix: `_INBOX_${name}` });
  };
  const lastOf = async (stream: string): Promise<number> => (await manager.streams.info(stream)).state.last_seq;

  /** Whether the server let a message pass. It tells a refusal apart from the publish, hence the look at the errors. */
  async function mayPublish(user: NatsConnection, subject: string): Promise<boolean> {
    let refusal = '';
    void (async () => {
      for await (const status of user.status()) if (status.type === 'error') refusal = String(status.error);
    })();
    user.publish(subject, '{}');
    await user.flush();
    await user.flush(); // The refusal is written before the second answer.
    return !/permissions violation/i.test(refusal);
  }

  async function maySubscribe(user: NatsConnection, subject: string): Promise<boolean> {
    let isRefused = false;
    const subscription = user.subscribe(subject, { callback: (error) => void (isRefused ||= error !== null) });
    await user.flush();
    await user.flush();
    subscription.unsubscribe();
    return !isRefused;
  }

  it.each(SERVICES)('%s publishes facts of its own streams only', async (service) => {
    const user = await asUser(service);
    for (const [owner, streams] of Object.entries(STREAM_OF)) {
      if (owner === service) continue;
      for (const stream of streams) {
        const before = await lastOf(stream);
        const subject = `vw.${stream.toLowerCase()}.order.paid`;
        expect({ subject, may: await mayPublish(user, subject) }).toEqual({ subject, may: false });
        expect(await lastOf(stream)).toBe(before);
      }
    }
  });

  it.each(SERVICES)('%s may not change, empty or remove a stream or what others consume', async (service) => {
    const user = await asUser(service);
    const other = SERVICES.find((one) => one !== service)!;
    const forbidden = [
      '$JS.API.STREAM.PURGE.INTAKE',
      '$JS.API.STREAM.DELETE.INTAKE',
      '$JS.API.STREAM.UPDATE.SHOP',
      '$JS.API.STREAM.CREATE.FORGED',
      '$JS.API.STREAM.MSG.DELETE.SHOP',
      `$JS.API.CONSUMER.DELETE.INTAKE.${other}`,
      `$JS.API.CONSUMER.DELETE.INTAKE.${service}`,
      `$JS.API.CONSUMER.MSG.NEXT.INTAKE.${other}`,
      `$JS.API.CONSUMER.CREATE.INTAKE.${other}`,
      `$JS.ACK.INTAKE.${other}.1.1.1.1.1`,
    ];
    for (const subject of forbidden) {
      expect({ subject, may: await mayPublish(user, subject) }).toEqual({ subject, may: false });
    }
  });

  it.each(SERVICES)('%s hears what is said to it, and nothing else', async (service) => {
    const user = await asUser(service);
    const other = SERVICES.find((one) => one !== service)!;
    const own = [`_INBOX_${service}.a.b`, `vw.answer.${service}.a.b`, `vw.request.${service}.a.b`];
    const foreign = [`_INBOX_${other}.>`, `vw.answer.${other}.>`, `vw.request.${other}.>`];
    for (const subject of own) {
      expect({ subject, may: await maySubscribe(user, subject) }).toEqual({ subject, may: true });
    }
    for (const subject of [...foreign, '>', 'vw.>', 'vw.shop.>', '_INBOX.>', '$JS.EVENT.ADVISORY.>', '$SYS.>']) {
      expect({ subject, may: await maySubscribe(user, subject) }).toEqual({ subject, may: false });
    }
  });

  it.each(SERVICES)('%s gets no further by answering itself on the subject it wants', async (service) => {
    const user = await asUser(service);
    const target = '$JS.API.STREAM.PURGE.DLQ';
    const addresses: (string | undefined)[] = [];
    const question = `vw.request.${service}.self.asked`;
    user.subscribe(question, { callback: (_error, message) => void addresses.push(message.reply) });
    await user.flush();
    user.publish(question, '', { reply: target });
    await eventually(() => addresses.includes(target));
    expect(await mayPublish(user, target)).toBe(false);
  });

  it('refuses a user it does not know, a wrong password, and none at all', async () => {
    const { finance } = system.secrets().nats.users;
    for (const user of [
      { name: 'stranger', password: finance ?? '' },
      { name: 'finance', password: 'wrong' },
      { name: '', password: '' },
    ]) {
      await expect(system.nats(user, { reconnect: false })).rejects.toThrow(/authorization/i);
    }
  });

  it('lets a service publish its own facts', async () => {
    const before = await lastOf('FINANCE');
    expect(await mayPublish(await asUser('finance'), 'vw.finance.probe.sent')).toBe(true);
    await eventually(async () => (await lastOf('FINANCE')) === before + 1);
  });
});

describe('in the database', () => {
  const asRole = (service: string): Promise<Client> => {
    const password = system.secrets().postgres.roles[service]?.service ?? '';
    return system.db({ name: `vw_${service}`, password });
  };
  const tables = async (schema: string): Promise<string[]> => {
    const admin = await system.db();
    const { rows } = await admin.query<{ name: string }>(
      'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = $1',
      [schema],
    );
    expect(rows.length).toBeGreaterThan(0);
    return rows.map(({ name }) => name);
  };

  it.each(SERVICES)('vw_%s reads no table of another service', async (service) => {
    const role = await asRole(service);
    for (const schema of SERVICES.filter((other) => other !== service)) {
      for (const table of await tables(schema)) {
        await expect(role.query(`SELECT 1 FROM ${schema}.${table} LIMIT 1`)).rejects.toMatchObject(REFUSED);
      }
    }
  });

  it.each([
    ['audit', 'audit.chain', 'actor'],
    ['finance', 'finance.journal_entries', 'kind'],
    ['finance', 'finance.postings', 'account'],
  ])('vw_%s neither changes nor removes rows of %s', async (service, table, column) => {
    const role = await asRole(service);
    const [{ count }] = (await role.query<{ count: string }>(`SELECT count(*) FROM ${table}`)).rows as [
      { count: string },
    ];
    expect(Number(count)).toBeGreaterThan(0);
    await expect(role.query(`UPDATE ${table} SET ${column} = ${column}`)).rejects.toMatchObject(REFUSED);
    await expect(role.query(`DELETE FROM ${table}`)).rejects.toMatchObject(REFUSED);
    await expect(role.query(`TRUNCATE ${table}`)).rejects.toMatchObject(REFUSED);
  });

  it.each(['journal_entries', 'postings'])('even the owner of %s does not change what is booked', async (table) => {
    const password = system.secrets().postgres.roles.finance?.owner ?? '';
    const owner = await system.db({ name: 'vw_finance_owner', password });
    await expect(owner.query(`DELETE FROM finance.${table}`)).rejects.toMatchObject(REFUSED);
    await expect(owner.query(`TRUNCATE finance.${table}`)).rejects.toMatchObject(REFUSED);
  });

  it.each(SERVICES)('vw_%s makes no tables, roles or databases', async (service) => {
    const role = await asRole(service);
    for (const statement of [
      `CREATE TABLE ${service}.mine (id int)`,
      'CREATE TABLE public.mine (id int)',
      'CREATE ROLE friend',
      'CREATE DATABASE mine',
      `ALTER TABLE ${service}.outbox DISABLE TRIGGER ALL`,
    ]) {
      await expect(role.query(statement)).rejects.toMatchObject(REFUSED);
    }
  });
});
