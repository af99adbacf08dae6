import { PLACES } from './navigation';
import { covers, firstOpen, scopeOf } from './page-scopes';

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

describe('scopes of a key', () => {
  it.each([
    [['*'], true],
    [['finance:*'], true],
    [['finance:read'], true],
    [['finance:write', 'audit:*'], false],
    [[], false],
  ])('%j', (scopes, isCovered) => expect(covers(scopes, 'finance:read')).toBe(isCovered));

  it.each([
    [['*'], '/'],
    [['orchestration:read', 'finance:read'], '/'],
    [['finance:read'], '/finance'],
    [['governance:*'], '/approvals'],
    [['audit:read'], '/events'],
    [['gateway:read'], '/dead-letters'],
    [['keys:read'], '/system/keys'],
    [['finance:write'], undefined],
  ])('%j begins at %s', (scopes, first) =>
    expect(
      firstOpen(
        PLACES.map(({ to }) => to),
        scopes,
      ),
    ).toBe(first),
  );
});
