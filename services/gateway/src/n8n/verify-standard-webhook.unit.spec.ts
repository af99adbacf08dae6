import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { TOLERANCE_SECONDS, verifyStandardWebhook } from './verify-standard-webhook.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NOW = new Date('2026-11-22T10:00:00Z');
const BODY = Buffer.from('{"type":"cost.incurred","data":{"note":"Léon"}}');

/** Headers as the reference implementation signs them. */
function signed(body: Buffer, secret = SECRET, at = NOW, id = 'msg_p5jXN8AQM9LWM0D4loKWxJek') {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body.toString('utf8')),
  };
}
const seconds = (count: number) => new Date(NOW.getTime() + count * 1_000);

describe('verifyStandardWebhook', () => {
  it('accepts what the reference implementation signs', () => {
    expect(verifyStandardWebhook(BODY, signed(BODY), [SECRET], NOW)).toEqual({
      ok: true,
      webhookId: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      sentAt: NOW,
    });
  });

  it("accepts the specification's own example", () => {
    const headers = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    const body = Buffer.from('{"test": 2432232314}');
    expect(verifyStandardWebhook(body, headers, [SECRET], new Date(1_614_265_330_000)).ok).toBe(true);
  });

  it('finds the right one among several signatures and several secrets', () => {
    const headers = signed(BODY);
    const signature = `v1a,abc v1, v2,x ${signed(BODY, 'whsec_b3RoZXI=')['webhook-signature']} ${headers['webhook-signature']}`;
    expect(
      verifyStandardWebhook(BODY, { ...headers, 'webhook-signature': signature }, ['whsec_bmV3', SECRET], NOW).ok,
    ).toBe(true);
  });

  it('takes a bare secret as base64 and as text', () => {
    const bare = SECRET.slice('whsec_'.length);
    expect(verifyStandardWebhook(BODY, signed(BODY), [bare], NOW).ok).toBe(true);
    const { 'webhook-id': id, 'webhook-timestamp': timestamp } = signed(BODY);
    const text = createHmac('sha256', 'not base64!').update(`${id}.${timestamp}.`).update(BODY).digest('base64');
    const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${text}` };
    expect(verifyStandardWebhook(BODY, headers, ['not base64!'], NOW).ok).toBe(true);
  });

  it('allows five minutes either way, and no second more', () => {
    for (const age of [-TOLERANCE_SECONDS, 0, TOLERANCE_SECONDS]) {
      expect(verifyStandardWebhook(BODY, signed(BODY), [SECRET], seconds(age)).ok).toBe(true);
    }
    expect(verifyStandardWebhook(BODY, signed(BODY), [SECRET], seconds(TOLERANCE_SECONDS + 1))).toMatchObject({
      reason: expect.stringContaining('old') as string,
    });
    expect(verifyStandardWebhook(BODY, signed(BODY), [SECRET], seconds(-TOLERANCE_SECONDS - 1))).toMatchObject({
      reason: expect.stringContaining('ahead') as string,
    });
  });

  it.each([
    ['another body', BODY.toString().replace('cost', 'COST'), {}],
    ['another id', BODY.toString(), { 'webhook-id': 'msg_other' }],
    ['another timestamp', BODY.toString(), { 'webhook-timestamp': String(NOW.getTime() / 1_000 + 1) }],
    ['a timestamp that is no number', BODY.toString(), { 'webhook-timestamp': '17e8' }],
    ['no id', BODY.toString(), { 'webhook-id': undefined }],
    ['two ids', BODY.toString(), { 'webhook-id': ['a', 'b'] }],
    ['an id too long', BODY.toString(), { 'webhook-id': 'x'.repeat(256) }],
    ['no signature', BODY.toString(), { 'webhook-signature': '' }],
    [
      'a signature of another version',
      BODY.toString(),
      { 'webhook-signature': signed(BODY)['webhook-signature'].replace('v1,', 'v2,') },
    ],
  ])('refuses %s', (_what, body, headers) => {
    expect(verifyStandardWebhook(Buffer.from(body), { ...signed(BODY), ...headers }, [SECRET], NOW).ok).toBe(false);
  });

  it('refuses everything without a secret, and knows no empty one', () => {
    const { 'webhook-id': id, 'webhook-timestamp': timestamp } = signed(BODY);
    const empty = createHmac('sha256', '').update(`${id}.${timestamp}.`).update(BODY).digest('base64');
    const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${empty}` };
    for (const secrets of [[], [''], ['whsec_']]) {
      expect(verifyStandardWebhook(BODY, headers, secrets, NOW).ok).toBe(false);
    }
  });
});
