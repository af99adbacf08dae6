import { v5 } from 'uuid';
import fc from 'fast-check';
import { namedUuid } from './named-uuid.js';

const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

describe('namedUuid', () => {
  it("is the RFC's", () => {
    // RFC 9562, appendix A.4
    expect(namedUuid(DNS, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });

  it('is what other libraries make', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.string({ unit: 'grapheme' }), (namespace, name) => {
        expect(namedUuid(namespace, name)).toBe(v5(name, namespace));
      }),
    );
  });

  it('needs a UUID as namespace', () => {
    expect(() => namedUuid('shop', 'x')).toThrow('is not a UUID');
  });
});
