import fc from 'fast-check';
import { queryParameters, visitUrl, withoutQuery } from './visit-url.js';

describe('visitUrl', () => {
  it.each([
    ['/?utm_source=google&utm_medium=cpc', '/?utm_source=google&utm_medium=cpc'],
    ['http://www.example.com?source=abc', 'http://www.example.com?source=abc'],
    ['/products/echo?variant=447&utm_campaign=fall&email=bob%40example.com', '/products/echo?utm_campaign=fall'],
    ['https://bob:secret@shop.example/path#token', 'https://shop.example/path'],
    ['/account/activate/207119551/9f8e7d6c5b4a', '/account/activate/207119551/'],
    ['https://www.google.com/search?q=bob+norman+louisville', 'https://www.google.com/search'],
    ['/?fbclid=IwAR0x%zz&gclid=', '/?fbclid=IwAR0x%zz&gclid='],
  ])('%s is kept as %s', (url, kept) => {
    expect(visitUrl(url)).toBe(kept);
  });

  it('is nothing for nothing', () => {
    expect(visitUrl(undefined)).toBeUndefined();
    expect(visitUrl('')).toBeUndefined();
  });

  it('never throws and never grows past its limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (url) => {
        expect((visitUrl(url) ?? '').length).toBeLessThanOrEqual(2_000);
        queryParameters(url);
      }),
    );
  });
});

describe('queryParameters', () => {
  it('decodes, folds names, and takes the first of a name that says anything', () => {
    const parameters = queryParameters(
      '/p?UTM_Source=News+letter&utm_source=other&utm_term=a%20b&utm_content=&utm_content=x',
    );
    expect(Object.fromEntries(parameters)).toEqual({
      utm_source: 'News letter',
      utm_term: 'a b',
      utm_content: 'x',
    });
  });

  it('leaves malformed escapes as they are', () => {
    expect(queryParameters('/?utm_source=%E0%A4%A&utm_medium=100%').get('utm_source')).toBe('%E0%A4%A');
    expect(queryParameters('/?utm_source=%E0%A4%A&utm_medium=100%').get('utm_medium')).toBe('100%');
  });

  it('reads a second question mark and an escaped ampersand as what they were meant to be', () => {
    const parameters = queryParameters('/p?variant=1?utm_source=ig&amp;utm_medium=social');
    expect(parameters.get('utm_source')).toBe('ig');
    expect(parameters.get('utm_medium')).toBe('social');
  });
});

describe('withoutQuery', () => {
  it('drops what opens a page', () => {
    const url = 'https://www.snowdevil.ca/14168/checkouts/0123/recover?key=6dacd6065bb80268bda857ee';
    expect(withoutQuery(url)).toBe('https://www.snowdevil.ca/14168/checkouts/0123/recover');
  });
});
