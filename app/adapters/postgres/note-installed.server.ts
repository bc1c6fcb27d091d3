/** What a shop said of itself when it was opened in its admin, and the work that follows. */
import type pg from 'pg';
import type { NoteInstalled } from '../../services/ports/sessions.ts';
import { askChoreWithin } from './ask-chore.server.ts';
import { inProgram } from './pool.server.ts';

/** What a shop needs as soon as we may speak to it, each time it is installed. */
const FIRST_CHORES = ['reconcile', 'program-card', 'pool', 'budget', 'audit'] as const;

/**
 * Notes the installation; asked again without an uninstall in between, it only brings the facts up
 * to date.
 */
export function noteInstalled(pool: pg.Pool): NoteInstalled {
  return (shop, facts) =>
    inProgram(pool, shop.programId, async (client) => {
      const values = [
        shop.programId,
        shop.shopId,
        facts.shopifyId,
        facts.name,
        facts.currency,
        facts.zone,
        facts.scopes,
        new Date(facts.at),
      ];
      const { rows } = await client.query<{ is_new: boolean }>(
        `UPDATE shops s
         SET shopify_id = $3, name = $4, currency = $5, zone = $6, scopes = $7,
             installed_at = CASE WHEN before.is_new THEN $8 ELSE s.installed_at END,
             uninstalled_at = NULL, redacted_at = NULL
         FROM (SELECT installed_at IS NULL OR uninstalled_at IS NOT NULL AS is_new
               FROM shops WHERE program_id = $1 AND shop_id = $2 FOR UPDATE) AS before
         WHERE s.program_id = $1 AND s.shop_id = $2
         RETURNING before.is_new`,
        values,
      );
      if (!rows[0]?.is_new) return;
      for (const kind of FIRST_CHORES) await askChoreWithin(client, shop, kind, facts.at);
      // What was put off until codes end by themselves need not wait: we can delete them again.
      await client.query(
        `UPDATE redemptions SET retry_at = NULL, reason = NULL
         WHERE program_id = $1 AND shop_id = $2 AND status = 'open'`,
        [shop.programId, shop.shopId],
      );
      // Once read, history stays read: what happened since an uninstall is reconciliation's.
      const history = await client.query(
        `SELECT FROM chores WHERE program_id = $1 AND shop_id = $2 AND kind = 'history'`,
        [shop.programId, shop.shopId],
      );
      if (history.rowCount === 0) await askChoreWithin(client, shop, 'history', facts.at);
    });
}
