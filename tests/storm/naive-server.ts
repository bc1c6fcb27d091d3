/** What an app does that reads the balance and then writes what is left, as most do. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { freePort } from '../support/ports.ts';
import type { Crowd } from '../support/released-together.ts';
import { COST, CROWD } from './race-rounds.ts';

/** How many rewards such a server gives for balances that are worth one a round. */
export async function givenByNaiveServer(
  ownerUrl: string,
  crowd: Crowd,
  rounds: number,
): Promise<number> {
  const naive = await startNaiveServer(ownerUrl);
  try {
    let given = 0;
    for (let round = 0; round < rounds; round += 1) {
      const id = String(round);
      await naive.open(id);
      const init = { method: 'POST', body: JSON.stringify({ id }) };
      const asked = Array.from({ length: CROWD }, () => ({ url: naive.url, init }));
      const answers = await crowd.send(asked);
      given += answers.filter(({ status }) => status === 200).length;
    }
    return given;
  } finally {
    await naive.stop();
  }
}

async function startNaiveServer(ownerUrl: string) {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 8 });
  await pool.query('CREATE TABLE naive (id text PRIMARY KEY, available integer NOT NULL)');
  const redeem = async (id: string): Promise<boolean> => {
    const { rows } = await pool.query<{ available: number }>(
      'SELECT available FROM naive WHERE id = $1',
      [id],
    );
    const available = rows[0]?.available ?? 0;
    if (available < COST) return false;
    await pool.query('UPDATE naive SET available = $2 WHERE id = $1', [id, available - COST]);
    return true;
  };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      const { id } = JSON.parse(text) as { id: string };
      void redeem(id).then((ok) => response.writeHead(ok ? 200 : 409).end('{}'));
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: listens } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${listens}/redeem`,
    open: (id: string) => pool.query('INSERT INTO naive VALUES ($1, $2)', [id, COST]),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.query('DROP TABLE naive');
      await pool.end();
    },
  };
}
