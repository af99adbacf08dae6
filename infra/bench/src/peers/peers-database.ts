import pg from 'pg';

const NAME = 'peers';

/** A database of the peers' own, since their schemas need rights that no service has; with the table that handlers write to. */
export async function createPeersDatabase(adminUrl: string): Promise<string> {
  await asAdmin(adminUrl, `CREATE DATABASE ${NAME}`);
  const url = new URL(adminUrl);
  url.pathname = `/${NAME}`;
  await asAdmin(url.href, 'CREATE TABLE effects (key text NOT NULL, amount int NOT NULL)');
  return url.href;
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
