import { actorWords } from './actors';

describe('whoever acts is named in words', () => {
  it.each([
    ['user:owner', 'the owner'],
    ['user:ann', 'ann'],
    ['key:agents-demo', 'the key agents-demo'],
    ['rule:paid-order', 'the rule paid order'],
    ['shopify:vividwalls-prints.myshopify.com', 'Shopify'],
    ['system', 'the system'],
  ])('%s is %s', (actor, words) => expect(actorWords(actor)).toBe(words));

  it.each(['n8n', 'somebody', 'partner:designers', 'user:', 'A policy'])('leaves %s as it is', (actor) =>
    expect(actorWords(actor)).toBe(actor),
  );
});
