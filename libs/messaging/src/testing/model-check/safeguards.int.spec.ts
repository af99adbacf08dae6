import { fileURLToPath } from 'node:url';
import { modelCheck, type ModelCheckOptions, type ModelCheckReport } from './model-check.js';
import { mutant, type Mutation } from './mutant.js';

// A check that passes proves nothing unless it can fail: each safeguard is taken out of a copy of the compiled code, and the
// same model check must then find what the safeguard prevents.

const COMPILED = fileURLToPath(new URL('../../../dist', import.meta.url));
const NODE_MODULES = fileURLToPath(new URL('../../../../../node_modules', import.meta.url));

const CALM = {
  plan: { seed: 'safeguards', keys: 60, eventsPerKey: 50, killers: 0 },
  replicas: 1,
  patienceMs: 12_000,
};
const SOUND = { lost: [], doubled: [], misjudged: [], unanswered: [], publishedTwice: 0 };

async function check(options: Partial<ModelCheckOptions>, mutation?: Mutation): Promise<ModelCheckReport> {
  const compiled = mutation ? mutant(COMPILED, NODE_MODULES, mutation) : COMPILED;
  return modelCheck({ ...CALM, ...options, compiled });
}

describe('the model check finds out', () => {
  it('nothing, when every safeguard is in place', async () => {
    const { verdict, unexpected } = await check({});
    expect({ verdict, unexpected }).toEqual({ verdict: SOUND, unexpected: [] });
  }, 240_000);

  it('effects that happen twice without the inbox', async () => {
    const mutation = {
      file: 'inbox/claim.js',
      replace: 'return new Set(rows.map((row)=>row.event_id));',
      by: 'return new Set(eventIds);',
    };
    // Dying between commit and acknowledgement brings a batch again.
    const { verdict } = await check({ killOneIn: { 'consumer.committed': 3 }, deadlyLives: 2 }, mutation);
    expect(verdict.doubled).not.toEqual([]);
  }, 240_000);

  it('events published twice without message ids', async () => {
    const mutation = {
      file: 'outbox/publish-pipeline.js',
      replace: 'Nats-Msg-Id: ${checked(messageId)}',
      by: 'No-Msg-Id: ${checked(messageId)}',
    };
    const { verdict } = await check({ killOneIn: { 'relay.published': 3 }, deadlyLives: 2 }, mutation);
    expect(verdict.publishedTwice).toBeGreaterThan(0);
  }, 240_000);

  it('good events given up with a bad one without halving', async () => {
    const mutation = {
      file: 'consume/batch-handling.js',
      replace: 'if (batch.length === 1) {',
      by: 'for (const held of batch.slice(1)) await this.parts.settlement.failed(held, error);\n        {',
    };
    const { verdict } = await check({ patienceMs: 8_000 }, mutation);
    expect(verdict.misjudged.length + verdict.lost.length).toBeGreaterThan(0);
  }, 240_000);

  it('events that vanish without the net for those that kill their process', async () => {
    const killing = {
      // The net gives up some that merely stood beside the guilty one, and nobody's cause comes after that.
      plan: { ...CALM.plan, killers: 1, causeWithinMs: 5_000 },
      // Fewer deliveries than it takes to find the guilty one otherwise: the broker gives up first, and only the net is left.
      durable: { ackWaitMs: 1_500, maxDeliveries: 3 },
      patienceMs: 15_000,
    };
    const mutation = {
      file: 'consume/exhausted-deliveries.js',
      replace: 'if (advisory) await this.deadLetter(advisory);',
      by: '',
    };
    const { verdict } = await check(killing, mutation);
    expect(verdict.lost).not.toEqual([]);
    // Found is found; that nothing is lost may take as long as a busy machine needs to come back from each death.
    const whole = await check({ ...killing, patienceMs: 60_000 });
    expect({ lost: whole.verdict.lost, doubled: whole.verdict.doubled }).toEqual({ lost: [], doubled: [] });
  }, 300_000);
});
