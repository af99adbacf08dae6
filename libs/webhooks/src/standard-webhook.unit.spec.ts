import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { standardWebhookHeaders } from './standard-webhook.js';

const BYTES = Buffer.from('a secret of thirty-two bytes ....');
const SECRET = `whsec_${BYTES.toString('base64')}`;
const seconds = () => Math.floor(Date.now() / 1_000);

describe('a signed call', () => {
  it('is accepted by the standard’s own library, whatever it says', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const body = Buffer.from(JSON.stringify({ value }));
        const headers = standardWebhookHeaders(SECRET, 'msg-1', seconds(), body);
        expect(new Webhook(SECRET).verify(body.toString(), headers)).toEqual(JSON.parse(body.toString()));
      }),
    );
  });

  it('is refused as soon as its body, its id or its time is another', () => {
    const body = Buffer.from('{"a":1}');
    const headers = standardWebhookHeaders(SECRET, 'msg-1', seconds(), body);
    const webhook = new Webhook(SECRET);
    expect(() => webhook.verify('{"a":2}', headers)).toThrow();
    expect(() => webhook.verify(body.toString(), { ...headers, 'webhook-id': 'msg-2' })).toThrow();
    const later = String(Number(headers['webhook-timestamp']) + 1);
    expect(() => webhook.verify(body.toString(), { ...headers, 'webhook-timestamp': later })).toThrow();
  });

  it('takes a secret without the prefix as text', () => {
    const body = Buffer.from('{}');
    expect(standardWebhookHeaders(BYTES.toString(), 'msg-1', 1, body)).toEqual(
      standardWebhookHeaders(SECRET, 'msg-1', 1, body),
    );
  });
});
