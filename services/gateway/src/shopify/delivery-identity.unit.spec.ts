import { deliveryEventId, deliveryIdentity } from './delivery-identity.js';

const delivery = {
  shop: 'vividwalls.myshopify.com',
  topic: 'orders/paid',
  webhookId: 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
  body: Buffer.from('{"id":1}'),
};

describe('deliveryIdentity', () => {
  it('is the shop and the webhook id, whatever the body', () => {
    const identity = deliveryIdentity(delivery);
    expect(identity.deliveryId).toBe(delivery.webhookId);
    expect(identity.eventId).toBe(deliveryEventId(delivery.shop, delivery.webhookId));
    expect(deliveryIdentity({ ...delivery, body: Buffer.from('{}'), topic: 'orders/updated' })).toEqual(identity);
    expect(deliveryIdentity({ ...delivery, shop: 'other.myshopify.com' }).eventId).not.toBe(identity.eventId);
  });

  it('never changes: a redelivery after an upgrade is the same event', () => {
    expect(deliveryIdentity(delivery).eventId).toBe('124c6246-05d1-5a68-a25f-7606e2c66d65');
  });

  it.each([undefined, '', '   ', 'two words', 'x'.repeat(256)])(
    'hashes shop, topic and body for the id %j',
    (webhookId) => {
      const identity = deliveryIdentity({ ...delivery, webhookId });
      expect(identity.deliveryId).toMatch(/^[0-9a-f]{64}$/);
      expect(deliveryIdentity({ ...delivery, webhookId: undefined })).toEqual(identity);
      for (const other of [{ topic: 'orders/updated' }, { shop: 'a.b' }, { body: Buffer.from('{"id":2}') }]) {
        expect(deliveryIdentity({ ...delivery, webhookId, ...other }).deliveryId).not.toBe(identity.deliveryId);
      }
    },
  );

  it('does not confuse where one part ends and the next begins', () => {
    const ids = [
      ['ab', 'c', 'd'],
      ['a', 'bc', 'd'],
      ['a', 'b', 'cd'],
    ].map(
      ([shop, topic, body]) => deliveryIdentity({ shop: shop!, topic: topic!, body: Buffer.from(body!) }).deliveryId,
    );
    expect(new Set(ids).size).toBe(3);
  });
});
