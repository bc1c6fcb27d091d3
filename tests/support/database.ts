/** A migrated database of a test file's own, cloned from the run's template. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { connected, createDatabase } from '../../scripts/embedded-postgres/roles.ts';
import { TEMPLATE, urlOf } from './cluster.ts';

export type TestDatabase = {
  /** As the web and worker processes connect: sees only the program it names. */
  appUrl: string;
  /** As migrations connect: owns the tables, sees every program. */
  ownerUrl: string;
  /** As BullMQ's PostgreSQL backend connects; it makes the schema "bullmq" itself. */
  queueUrl: string;
  /** The superuser, for what no other role may do. */
  adminUrl: string;
  /** Removes the database, whoever is still connected to it. */
  drop: () => Promise<void>;
};

/** Clones the template. Call it in beforeAll and drop() in afterAll. */
export function freshDatabase(): Promise<TestDatabase> {
  return newDatabase({ template: TEMPLATE });
}

/** The same roles, and no table at all. */
export function freshEmptyDatabase(): Promise<TestDatabase> {
  return newDatabase({});
}

async function newDatabase(options: { template?: string }): Promise<TestDatabase> {
  const server = inject('testServer');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = (database: string) => urlOf(server, 'postgres', server.admin, database);
  await connected(admin('postgres'), (client) => createDatabase(client, name, options));
  return {
    appUrl: urlOf(server, 'laurel_app', server.passwords.app, name),
    ownerUrl: urlOf(server, 'laurel_owner', server.passwords.owner, name),
    queueUrl: urlOf(server, 'laurel_queue', server.passwords.queue, name),
    adminUrl: admin(name),
    drop: async () => {
      await connected(admin('postgres'), (client) =>
        client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`),
      );
    },
  };
}
