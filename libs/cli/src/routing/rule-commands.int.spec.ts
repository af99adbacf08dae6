import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MeasuredSet, MeasuredShare, PersonaRuleShown, PersonaRuleTest } from '@vividwalls/contracts';
import { ownFolder } from '../testing/own-folder.js';
import { piped } from '../testing/stdin.js';
import { vwAgainstGateway, type Answers } from '../testing/vw-against-gateway.js';

const { gateway, vw, sent } = vwAgainstGateway();

const route = (args: readonly string[], answers?: Answers, given?: Parameters<typeof vw>[2]) =>
  vw(['route', ...args], answers, given);

const RULES = '/api/orchestration/persona-rules';
const ONE = `${RULES}/hotels`;

const rule: PersonaRuleShown = {
  ...{ id: 'hotels', name: 'hotels: words', when: 'mentions(text, ["hotel*"])', state: 'live', version: 2 },
  ...{ liveVersion: 2, change: 'hostels added', source: 'sales director', updatedAt: 'noon', updatedBy: 'user:owner' },
  ...{ agentId: 'b2b-sales-agent', personaId: 'hospitality-sales-agent', capability: null, weight: 0.5, priority: 10 },
};
const written = {
  ...{ name: rule.name, when: rule.when, source: rule.source, agentId: rule.agentId, personaId: rule.personaId },
  ...{ capability: null, weight: 0.5, priority: 10 },
};
const share = (right: number, samples: number): MeasuredShare => ({
  ...{ right, samples, share: samples === 0 ? null : right / samples },
  interval: samples === 0 ? null : { low: 0.931, high: 0.9777 },
});

describe('vw route accuracy', () => {
  const path = 'GET /api/orchestration/routing/accuracy';
  const none: MeasuredSet = {
    all: share(0, 0),
    train: share(0, 0),
    holdout: share(0, 0),
    decided: share(0, 0),
    confusions: [],
  };
  const confusion = { id: 'L7', expected: 'b2b-sales-agent/retail', decided: 'clarify', confidence: 0.4444 };
  const set: MeasuredSet = {
    ...{ all: share(408, 423), train: share(300, 310), holdout: share(108, 113), decided: share(400, 402) },
    confusions: [confusion, { ...confusion, id: 'L8' }],
  };

  it('shows shares with their intervals, what is decided otherwise, and what people corrected apart', async () => {
    const corrected = { ...none, all: share(1, 2), holdout: share(1, 2), confusions: [{ ...confusion, id: 't1' }] };
    const { code, out } = await route(['accuracy'], { [path]: { json: { set, corrected } } });
    expect(code).toBe(0);
    expect(out).toContain('Delivered samples: 408 of 423 as people say\nsamples\tof\tright\tshare\t95 % interval\n');
    expect(out).toContain('only measured\t113\t108\t95.6 %\t93.1 % … 97.8 %\n');
    expect(out).toContain('L7\tb2b-sales-agent/retail\tclarify\t44.4 %\nL8\t');
    expect(out).toContain('Corrected by people: 1 of 2 as people say\n');
    expect(out).not.toContain('rules were made with them in view\t0');
    expect(out).toContain('t1\tb2b-sales-agent/retail\tclarify');
  });

  it('says how to correct when nobody has, and that nothing is confused', async () => {
    const json = { set: { ...set, confusions: [] }, corrected: none };
    const { out } = await route(['accuracy'], { [path]: { json } });
    expect(out).toContain('None is decided otherwise.\n');
    expect(out).toContain('vw route correct TASK --to AGENT/PERSONA --reason …');
  });

  it('leaves out no number of what it leaves out, and gives all of it as JSON', async () => {
    const json = { set, corrected: none };
    const { out } = await route(['accuracy', '--limit', '1'], { [path]: { json } });
    expect(out).not.toContain('L8');
    expect(out).toContain('1 more: --limit 2');
    expect(JSON.parse((await route(['accuracy', '--limit', '1', '--json'], { [path]: { json } })).out)).toEqual(json);
  });
});

describe('vw route correct', () => {
  const path = 'POST /api/orchestration/tasks/t1/route-correction';
  const correct = (to: string, answers: Answers = { [path]: { status: 201, json: { id: 'c1' } } }) =>
    route(['correct', 't1', '--to', to, '--reason', 'a day clinic'], answers);

  it.each([
    ['b2b-sales-agent/healthcare', { toAgentId: 'b2b-sales-agent', toPersonaId: 'healthcare' }],
    ['b2b-sales-agent', { toAgentId: 'b2b-sales-agent' }],
  ])('to %s', async (to, body) => {
    const { code, out } = await correct(to);
    expect(sent()).toEqual({ ...body, reason: 'a day clinic' });
    expect(code).toBe(0);
    expect(out).toContain(`Kept: t1 should have gone to ${to}. It moves nothing`);
  });

  it.each(['', '/healthcare', 'b2b-sales-agent/', 'a/b/c'])('not to “%s”', async (to) => {
    const { code, err } = await correct(to);
    expect(code).toBe(2);
    expect(err).toContain('AGENT/PERSONA');
    expect(gateway.seen).toEqual([]);
  });

  it('ends with 1 when nothing is decided yet', async () => {
    const { code } = await correct('a/b', { [path]: { status: 409, json: { title: 'Not routed yet' } } });
    expect(code).toBe(1);
    expect((await route(['correct', 't1', '--to', 'a/b'])).code).toBe(2);
  });
});

describe('vw route rules, rule', () => {
  it('lists what speaks for whom', async () => {
    const long = { ...rule, id: 'long', when: `text == "${'x'.repeat(100)}"`, liveVersion: null, state: 'draft' };
    const answers = { [`GET ${RULES}`]: { json: { items: [rule, long] } } };
    const { code, out } = await route(['rules', '--state', 'live'], answers);
    expect(code).toBe(0);
    expect(gateway.seen[0]!.query).toEqual({ state: 'live', limit: '100' });
    expect(out).toContain(
      'hotels\tlive\tb2b-sales-agent as hospitality-sales-agent\tmentions(text, ["hotel*"])\thotels: words\t0.5\t10\t2\t2\n',
    );
    expect(out).toMatch(/text == "x{50}…\thotels: words\t0.5\t10\t2\t\n/);
  });

  it('says what it means that there are none', async () => {
    const answers = { [`GET ${RULES}`]: { json: { items: [] } } };
    expect((await route(['rules'], answers)).out).toContain('vw route rule-set FILE');
    expect((await route(['rules', '--state', 'draft'], answers)).out).toContain('No rule is draft.');
  });

  it('shows one with what its versions changed', async () => {
    const draft = { ...rule, state: 'draft', liveVersion: 1 };
    const first = { ...draft, version: 1, when: 'false', change: 'made', updatedBy: 'system' };
    const answers = { [`GET ${ONE}`]: { json: draft }, [`GET ${ONE}/versions`]: { json: [draft, first] } };
    const { code, out } = await route(['rule', 'hotels'], answers);
    expect(code).toBe(0);
    expect(out).toMatch(/state +draft, version 2; version 1 decides until this one is live\n/);
    expect(out).toMatch(/weight +0.5: it needs a second rule\n/);
    expect(out).toContain('vw route rule-test hotels, then: vw route rule-live hotels');
    expect(out).toContain('version 2, noon, user:owner: hostels added\n  ~ when: "false" → "mentions(text, [');
    expect(out).toContain('version 1, noon, system: made\n  the first one\n');
    const { versions, ...shown } = JSON.parse((await route(['rule', 'hotels', '--json'], answers)).out);
    expect(shown).toEqual(draft);
    expect(versions).toEqual([
      { ...draft, changes: [{ path: 'when', before: 'false', after: rule.when }] },
      { ...first, changes: null },
    ]);
    expect((await route(['rule', 'poem'])).code).toBe(5);
  });
});

describe('vw route rule-set', () => {
  const folder = ownFolder('rule');
  const set = (given: object, answers: Answers, ...more: string[]) =>
    route(['rule-set', '-', ...more], answers, piped(JSON.stringify(given)));

  it('makes one that names no version', async () => {
    await writeFile(join(folder(), 'hotels.json'), JSON.stringify({ id: 'hotels', ...written }));
    const made = { ...rule, state: 'draft', version: 1 };
    const { code, out } = await route(
      ['rule-set', 'hotels.json'],
      { [`POST ${RULES}`]: { json: made } },
      { cwd: folder() },
    );
    expect(sent()).toEqual({ id: 'hotels', ...written });
    expect({ code, out }).toEqual({
      code: 0,
      out: 'hotels is a draft in version 1; it decides nothing yet. Test it: vw route rule-test hotels\n',
    });
  });

  it('makes a new version of what was shown', async () => {
    const shown = { ...rule, versions: [{ ...rule, changes: null }] };
    const answers = { [`PUT ${ONE}`]: { json: { ...rule, state: 'draft', version: 3 } } };
    const { out } = await set(shown, answers, '--change', 'motels added');
    expect(sent()).toEqual({ ...written, expectedVersion: 2, change: 'motels added' });
    expect(out).toContain('hotels is a draft in version 3');
  });

  it('says what to do when it was changed meanwhile', async () => {
    const json = { title: 'Changed meanwhile', detail: 'hotels is at version 3' };
    const { code, err } = await set(rule, { [`PUT ${ONE}`]: { status: 409, json } }, '--change', 'x');
    expect(code).toBe(1);
    expect(err).toContain('hotels is at version 3');
    expect(err).toContain('vw route rule hotels --json > FILE');
  });

  it.each([
    [{ ...rule }, 'Say it: --change TEXT'],
    [{ name: 'nameless' }, 'standard input names no rule'],
  ])('sends nothing of %j', async (given, told) => {
    const { code, err } = await set(given, {});
    expect(code).toBe(2);
    expect(err).toContain(told);
    expect(gateway.seen).toEqual([]);
  });
});

describe('vw route rule-test', () => {
  const path = `POST ${ONE}/test`;
  const one = { id: 'L1', text: 'Forty prints', before: 'clarify', after: 'b2b-sales-agent/hotels', verdict: 'better' };
  const test: PersonaRuleTest = {
    ...{ before: share(400, 423), after: share(401, 423) },
    changed: [one, { ...one, id: 'L2', text: null, verdict: 'worse' }],
  };

  it('shows the shares, and each sample that is decided otherwise', async () => {
    const { code, out } = await route(['rule-test', 'hotels'], { [path]: { json: test } });
    expect(code).toBe(0);
    expect(out).toContain('decided now\t423\t400\t94.6 %\t');
    expect(out).toContain('better\tL1\tclarify\tb2b-sales-agent/hotels\tForty prints\nworse\tL2\t');
    expect(out).toContain('1 better, 1 worse, 0 neither\nLet it decide: vw route rule-live hotels\n');
    expect((await route(['rule-test', 'hotels', '--limit', '1'], { [path]: { json: test } })).out).toContain(
      '1 more: --limit 2',
    );
  });

  it('says that nothing is', async () => {
    const { out } = await route(['rule-test', 'hotels'], { [path]: { json: { ...test, changed: [] } } });
    expect(out).toContain('No sample is decided otherwise.');
  });
});

describe('vw route rule-live, rule-retire', () => {
  it.each([
    ['live', 'hotels decides in version 2, from the next piece of work on. See: vw route accuracy\n'],
    ['retire', 'hotels decides nothing any more.\n'],
  ])('%s', async (act, told) => {
    const { code, out } = await route([`rule-${act}`, 'hotels'], { [`POST ${ONE}/${act}`]: { json: rule } });
    expect({ code, out }).toEqual({ code: 0, out: told });
    expect(gateway.seen[0]!.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('vw route', () => {
  it('has help for itself and what is below it', async () => {
    const { code, out } = await vw('route --help');
    expect(code).toBe(0);
    expect(out).toContain('Usage: vw route [options] [command] <text>');
    expect(out).toContain('For example:');
    expect((await vw('route rule-set --help')).out).toContain('vw route rule-set hotels.json');
  });
});
