/**
 * The three roles and the database of docs/running.md, made on a server of our own. Safe to repeat:
 * an existing role gets the password given, an existing database is left as it is.
 */
import pg from 'pg';

export type Passwords = { owner: string; app: string; queue: string };

/** Runs `work` on one connection and closes it whatever happens. */
export async function connected<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** laurel_owner migrates; laurel_app serves, held by row-level security; laurel_queue queues. */
export async function createRoles(admin: pg.Client, passwords: Passwords): Promise<void> {
  const roles = {
    laurel_owner: passwords.owner,
    laurel_app: passwords.app,
    laurel_queue: passwords.queue,
  };
  for (const [role, password] of Object.entries(roles)) {
    const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
    if (rowCount === 0) await admin.query(`CREATE ROLE ${role}`);
    await admin.query(
      `ALTER ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS ` +
        `PASSWORD ${pg.escapeLiteral(password)}`,
    );
  }
}

/** Makes the database for laurel_owner; from a template where one is named. */
export async function createDatabase(
  admin: pg.Client,
  database: string,
  options: { template?: string } = {},
): Promise<void> {
  const name = pg.escapeIdentifier(database);
  const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [database]);
  if (rowCount === 0) {
    const from = options.template
      ? ` TEMPLATE ${pg.escapeIdentifier(options.template)} STRATEGY FILE_COPY`
      : '';
    await admin.query(`CREATE DATABASE ${name} OWNER laurel_owner${from}`);
  }
  // A clone does not inherit who may connect. CREATE lets the queue make its own schema, no more.
  await admin.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await admin.query(`GRANT CONNECT ON DATABASE ${name} TO laurel_app, laurel_queue`);
  await admin.query(`GRANT CREATE ON DATABASE ${name} TO laurel_queue`);
}
