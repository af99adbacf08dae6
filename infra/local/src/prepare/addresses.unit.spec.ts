import { databaseAddress, roleUrl } from './addresses.js';

describe('addresses of the database', () => {
  it.each([
    ['postgres://admin:pw@db:5433', 'postgres://admin:pw@db:5433/vividwalls'],
    ['postgres://admin:pw@db/postgres?sslmode=require', 'postgres://admin:pw@db/vividwalls?sslmode=require'],
    ['postgres://admin:pw@db/shop', 'postgres://admin:pw@db/shop'],
  ])('turn %s into %s', (given, expected) => {
    expect(databaseAddress(given)).toBe(expected);
  });

  it('carry a role and its password, whatever characters it has', () => {
    expect(roleUrl('postgres://admin:pw@db/shop?sslmode=require', 'vw_audit', 'a/b@c')).toBe(
      'postgres://vw_audit:a%2Fb%40c@db/shop?sslmode=require',
    );
  });
});
