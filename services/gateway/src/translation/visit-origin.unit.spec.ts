import { parseExactJson, type ExactObject } from './exact-json.js';
import { visitOrigin, WITHHELD } from './visit-origin.js';

const originOf = (body: unknown) => visitOrigin(parseExactJson(JSON.stringify(body)) as ExactObject);
const note = (name: string, value: string) => ({ name, value });

describe('visitOrigin', () => {
  it('takes UTM parameters from the landing site, relative or absolute', () => {
    const query = 'utm_source=google&utm_medium=cpc&utm_campaign=fall&utm_term=prints&utm_content=a1';
    const utm = { source: 'google', medium: 'cpc', campaign: 'fall', term: 'prints', content: 'a1' };
    expect(originOf({ landing_site: `/collections/all?${query}` }).utm).toEqual(utm);
    expect(originOf({ landing_site: `https://vividwalls.example/?${query}` }).utm).toEqual(utm);
  });

  it('takes them from note attributes when there is no landing site, however they are spelled', () => {
    const notes = [note('utm_source', 'ig'), note('_utm_medium', 'social'), note('UTM-Campaign', 'launch')];
    const { utm } = originOf({ landing_site: null, note_attributes: notes });
    expect(utm).toEqual({ source: 'ig', medium: 'social', campaign: 'launch' });
  });

  it('prefers the landing site and lets notes of the same visit fill gaps', () => {
    const notes = [note('utm_source', 'Google'), note('utm_medium', 'email'), note('utm_campaign', 'fall')];
    const { utm } = originOf({ landing_site: '/?utm_source=google&utm_medium=cpc', note_attributes: notes });
    expect(utm).toEqual({ source: 'google', medium: 'cpc', campaign: 'fall' });
  });

  it('does not mix two visits', () => {
    const notes = [note('utm_source', 'newsletter'), note('utm_campaign', 'fall')];
    expect(originOf({ landing_site: '/?utm_source=google', note_attributes: notes }).utm).toEqual({ source: 'google' });
  });

  it('survives malformed percent-encoding', () => {
    expect(originOf({ landing_site: '/?utm_source=%ZZ&utm_campaign=50%+off' }).utm).toEqual({
      source: '%ZZ',
      campaign: '50% off',
    });
  });

  it('keeps what attributes a visit and withholds what may be personal', () => {
    const { noteAttributes } = originOf({
      note_attributes: [
        note('agent_id', 'marketing-director'),
        note('vw_session', 's-123'),
        note('custom engraving', 'Happy Birthday, Anna'),
        note('delivery_phone', '+1 502 459 2181'),
        note('colour', ''),
        'not an object',
      ],
    });
    expect(noteAttributes).toEqual([
      note('agent_id', 'marketing-director'),
      note('vw_session', 's-123'),
      note('custom engraving', WITHHELD),
      note('delivery_phone', WITHHELD),
      note('colour', ''),
    ]);
  });

  it('accepts notes as an object, as some apps send them', () => {
    expect(originOf({ note_attributes: { utm_source: 'tiktok' } }).utm).toEqual({ source: 'tiktok' });
  });

  it('carries the tokens that tie an order to its checkout and cart', () => {
    expect(originOf({ checkout_id: 901414060, checkout_token: 'bd5a', cart_token: '6877' })).toMatchObject({
      checkoutId: '901414060',
      checkoutToken: 'bd5a',
      cartToken: '6877',
    });
  });
});
