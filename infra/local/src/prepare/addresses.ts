/** The database that is made when the administrator's address names none of its own. */
export const DATABASE_NAME = 'vividwalls';

/**
 * The administrator's address of the system's database. An address that names a database other than `postgres` is taken at
 * its word: managed servers often come with one.
 */
export function databaseAddress(adminUrl: string): string {
  const address = new URL(adminUrl);
  if (['', 'postgres'].includes(address.pathname.slice(1))) address.pathname = `/${DATABASE_NAME}`;
  return address.href;
}

/** The address by which a role reaches the database. */
export function roleUrl(databaseUrl: string, role: string, password: string): string {
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = password;
  return url.href;
}
