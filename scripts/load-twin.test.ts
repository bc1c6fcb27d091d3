/** The load script on a small load: what it counts is what happened. How fast is no part of it. */
import { expect, it } from 'vitest';
import { freePort } from '../tests/support/ports.ts';
import { loadTwin } from './load-twin.ts';

it('keeps every order placed and delivers both webhooks of each', { timeout: 60_000 }, async () => {
  const ports = new Set<number>();
  while (ports.size < 5) ports.add(await freePort());
  const [admin = 0, storefront = 0, mail = 0, app = 0, front = 0] = ports;
  const load = await loadTwin({
    orders: 25,
    seconds: 50,
    ports: [admin, storefront, mail, app, front],
  });
  expect(load).toMatchObject({ placed: 25, kept: 25, delivered: 50 });
});
