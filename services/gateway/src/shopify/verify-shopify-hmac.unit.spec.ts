import { createHmac } from 'node:crypto';
import { fixtureBytes, VECTORS } from '../translation/spec-support/fixtures.js';
import { verifyShopifyHmac } from './verify-shopify-hmac.js';

const SECRET = VECTORS.secret;
const BODY = Buffer.from('{"id":1,"title":"Léon"}');
const sign = (body: Uint8Array, secret: string) => createHmac('sha256', secret).update(body).digest('base64');

describe('verifyShopifyHmac', () => {
  it.each(VECTORS.vectors)('accepts $file under the test secret', ({ file, hmac_sha256_base64, bytes }) => {
    const body = fixtureBytes(file);
    expect(body).toHaveLength(bytes);
    expect(verifyShopifyHmac(body, hmac_sha256_base64, [SECRET])).toBe(true);
  });

  it('refuses every single bit changed in the body', () => {
    const signature = sign(BODY, SECRET);
    for (let bit = 0; bit < BODY.length * 8; bit++) {
      const changed = Buffer.from(BODY);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(verifyShopifyHmac(changed, signature, [SECRET])).toBe(false);
    }
  });

  it('accepts any of several secrets while one is rotated', () => {
    expect(verifyShopifyHmac(BODY, sign(BODY, 'old'), ['new', 'old'])).toBe(true);
    expect(verifyShopifyHmac(BODY, sign(BODY, 'new'), ['new', 'old'])).toBe(true);
    expect(verifyShopifyHmac(BODY, sign(BODY, 'retired'), ['new', 'old'])).toBe(false);
  });

  it.each([undefined, '', 'x', sign(BODY, 'other'), sign(BODY, SECRET).slice(0, -1), `${sign(BODY, SECRET)}A`])(
    'refuses the signature %j',
    (signature) => {
      expect(verifyShopifyHmac(BODY, signature, [SECRET])).toBe(false);
    },
  );

  it('refuses everything without a secret, and never signs with an empty one', () => {
    expect(verifyShopifyHmac(BODY, sign(BODY, SECRET), [])).toBe(false);
    expect(verifyShopifyHmac(BODY, sign(BODY, ''), [''])).toBe(false);
  });

  it('is over the bytes, not over the text they may be', () => {
    const notUtf8 = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);
    expect(verifyShopifyHmac(notUtf8, sign(notUtf8, SECRET), [SECRET])).toBe(true);
    expect(verifyShopifyHmac(Buffer.from(notUtf8.toString('utf8')), sign(notUtf8, SECRET), [SECRET])).toBe(false);
  });
});
