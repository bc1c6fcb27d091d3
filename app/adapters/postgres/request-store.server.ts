import type pg from 'pg';
import type { RequestStore } from '../../services/ports/intake.ts';
import { listDataRequests, markAnswered } from './data-requests.server.ts';
import { inProgram } from './pool.server.ts';

/** Data requests as an owner answers them; each call is one transaction. */
export function requestStore(pool: pg.Pool): RequestStore {
  return {
    list: (shop) => inProgram(pool, shop.programId, (client) => listDataRequests(client, shop)),
    markAnswered: (shop, of) =>
      inProgram(pool, shop.programId, (client) => markAnswered(client, shop, of)),
  };
}
