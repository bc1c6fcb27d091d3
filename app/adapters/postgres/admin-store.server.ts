/** What the admin's pages need of the books: each operation is a file of this folder. */
import type pg from 'pg';
import type { AdminStore } from '../../services/ports/admin.ts';
import { findOrderOwner } from './find-order-owner.server.ts';
import { findMembers, listMembers } from './list-members.server.ts';
import { readLinks } from './load-member.server.ts';
import { inProgram } from './pool.server.ts';
import { putGuideAway, readAdminShop } from './read-admin-shop.server.ts';
import { readHome } from './read-home.server.ts';
import { readMember } from './read-member.server.ts';
import { primaryOnly, type ReadPool } from './read-pool.server.ts';

/** What may be stale is read through `reads`; a member's own page is not. */
export function adminStore(pool: pg.Pool, reads: ReadPool = primaryOnly(pool)): AdminStore {
  return {
    readShop: (shop) => readAdminShop(pool, shop),
    putGuideAway: (shop) => putGuideAway(pool, shop),
    readHome: (shop, zone, asOf) => readHome(reads, shop.programId, zone, asOf),
    listMembers: (shop, page) => listMembers(reads, shop, page),
    findMembers: (shop, by) => findMembers(reads, shop, by),
    findOrderOwner: (shop, orderName) => findOrderOwner(pool, shop, orderName),
    readMember: ({ programId, shopId }, of) => readMember(pool, { programId, shopId, ...of }),
    readLinks: ({ programId }, memberId) =>
      inProgram(pool, programId, (client) => readLinks(client, programId, memberId)),
  };
}
