import { PLACES } from './navigation';
import { scopeOf } from './page-scopes';

describe('scopeOf', () => {
  it('knows what each page of the sidebar and the palette needs', () => {
    expect(PLACES.filter(({ to }) => scopeOf(to) === undefined)).toEqual([]);
  });

  it('takes the nearest beginning', () => {
    expect(scopeOf('/system/keys')).toBe('keys:read');
    expect(scopeOf('/system/messaging')).toBe('gateway:read');
    expect(scopeOf('/finance/orders/12?by=agent')).toBe('finance:read');
    expect(scopeOf('/')).toBe('orchestration:read');
  });

  it('says nothing of addresses that are no page', () => {
    expect(scopeOf('/financed')).toBeUndefined();
    expect(scopeOf('/nowhere')).toBeUndefined();
  });
});
