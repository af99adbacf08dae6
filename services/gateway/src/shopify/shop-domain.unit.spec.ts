import { normaliseShopDomain } from './shop-domain.js';

describe('normaliseShopDomain', () => {
  it.each([
    ['vividwalls.myshopify.com', 'vividwalls.myshopify.com'],
    [' VividWalls.MyShopify.com. ', 'vividwalls.myshopify.com'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['a-1.b', 'a-1.b'],
  ])('%j is %s', (text, domain) => {
    expect(normaliseShopDomain(text)).toBe(domain);
  });

  it.each([
    undefined,
    '',
    'localhost',
    'https://shop.example',
    'shop.example:443',
    'shop.example/admin',
    'shop example.com',
    'shop..example',
    '-shop.example',
    'shop-.example',
    'böcher.example',
    'a.b\nHost: evil',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(127)}com`,
  ])('%j is no shop', (text) => {
    expect(normaliseShopDomain(text)).toBeUndefined();
  });
});
