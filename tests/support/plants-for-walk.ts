/** Plants that only a look at everybody, and at every row, can see. */
import { firstOf, of, type Plant } from './plant.ts';

export const PLANTS_FOR_WALK: readonly Plant[] = [
  ...(
    [
      ['movements', 'movements-have-members'],
      ['lots', 'lots-have-members'],
      ['orders', 'orders-have-members'],
    ] as const
  ).map(([rows, law]): Plant => {
    const sql = `DELETE FROM members WHERE customer_id = 'waits'`;
    return [`a member taken out, by their ${rows}`, law, sql];
  }),
  [
    'a decision of nobody',
    'decisions-have-members',
    `UPDATE decisions SET member_id = 999999 WHERE kind = 'settle'`,
  ],
  [
    'a reward of nobody',
    'redemptions-have-members',
    `UPDATE redemptions SET member_id = 999999 WHERE status = 'settled'`,
  ],
  [
    'a lot under no version',
    'lots-name-a-version',
    `UPDATE lots SET version = 9 WHERE member_id = ${of('waits')}`,
  ],
  [
    'a level for who was merged',
    'merged-fall-due-never',
    `UPDATE members SET tier = 'gold' WHERE customer_id = 'ann'`,
  ],
  ...(['waits', 'ann'] as const).map((whose): Plant => {
    const sql = `UPDATE members SET tier_memory = '[1,1,"gold"]' WHERE customer_id = '${whose}'`;
    return [`another level kept of ${whose}`, 'kept-tier-is-told', sql];
  }),
  [
    'what is kept of the tier of an erased member',
    'erased-keep-no-name',
    `UPDATE members SET tier_memory = '[1,1,null]' WHERE sealed_at IS NOT NULL`,
  ],
  [
    'a root that no merge makes',
    'roots-follow-merges',
    `UPDATE members SET root_id = ${of('used')} WHERE customer_id = 'freed'`,
  ],
  [
    'a merge withdrawn in one place alone',
    'roots-follow-merges',
    'UPDATE merges SET undone_at = now()',
  ],
  [
    'a code given out that is ready again',
    'given-codes-left-the-pool',
    `UPDATE codes c SET status = 'ready' FROM redemptions r
     WHERE r.code = c.code AND r.status = 'open'`,
  ],
  [
    'a code given out twice',
    'codes-are-given-once',
    `UPDATE redemptions SET code = (SELECT code FROM redemptions WHERE status = 'open')
     WHERE status = 'settled'`,
    'ALTER TABLE redemptions DROP CONSTRAINT redemptions_program_id_code_key',
  ],
  [
    'news of a movement that is not there',
    'told-no-more-than-posted',
    `UPDATE outbox SET seq = seq + 1 WHERE key = ${of('waits')}::text`,
  ],
  ['a card ahead of the books', 'told-no-more-than-posted', 'UPDATE mirrors SET seq = seq + 1'],
  [
    'an erased member with a name again',
    'erased-keep-no-name',
    `UPDATE members SET customer_id = 'gone' WHERE sealed_at IS NOT NULL`,
  ],
  [
    'an order that leads to an erased member',
    'erased-keep-no-name',
    `UPDATE orders SET member_id = (SELECT member_id FROM members WHERE sealed_at IS NOT NULL)
     WHERE member_id = ${of('waits')}`,
  ],
  [
    'a mirror of an erased member',
    'erased-keep-no-name',
    `INSERT INTO mirrors (program_id, owner, key, content_hash, seq, told_at)
     SELECT program_id, 'member:' || member_id, 'card', '', 1, now()
     FROM members WHERE sealed_at IS NOT NULL`,
  ],
  ...(
    [
      ['an erased member', 'erased-keep-no-name', 'sealed_at IS NOT NULL'],
      ['nobody', 'news-has-members', "customer_id = 'waits'"],
    ] as const
  ).map(([whose, law, condition]): Plant => {
    const key = whose === 'nobody' ? "'999999'" : 'member_id::text';
    const sql = `
      INSERT INTO dead_letters (program_id, topic, key, shop_id, seq, attempts, reason, since,
                                tried_at)
      SELECT program_id, 'member', ${key}, shop_id, 1, 1, 'refused', now(), now()
      FROM members WHERE ${condition}`;
    return [`a dead letter of ${whose}`, law, sql];
  }),
  [
    'an order of no shop',
    'orders-have-shops',
    `UPDATE orders SET shop_id = 999999 WHERE member_id = ${of('waits')}`,
  ],
  [
    'a member of no shop',
    'members-have-shops',
    `UPDATE members SET shop_id = 999999 WHERE customer_id = 'waits'`,
  ],
  [
    'a delivery of no shop',
    'deliveries-have-shops',
    `UPDATE inbox SET shop_id = 999999 WHERE ${firstOf('inbox', 'true')}`,
  ],
  ['a code on no order', 'carried-codes-have-orders', 'UPDATE order_codes SET order_key = 999999'],
  [
    'a code of no discount',
    'codes-have-discounts',
    `UPDATE codes SET discount_key = 999999 WHERE ${firstOf('codes', 'true')}`,
  ],
  [
    'a code taken by nobody',
    'taken-codes-have-takers',
    `UPDATE codes SET status = 'taken' WHERE ${firstOf('codes', "status = 'ready'")}`,
  ],
  [
    'a delivery that is done and still speaks',
    'done-deliveries-are-empty',
    `UPDATE inbox SET observation = '{}' WHERE ${firstOf('inbox', 'true')}`,
  ],
  [
    'news of nobody',
    'news-has-members',
    `UPDATE outbox SET key = '999999' WHERE key = ${of('waits')}::text`,
  ],
];
