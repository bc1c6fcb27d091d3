/** Plants that a pass over those whose movements were posted since sees as well. */
import { firstOf, of, type Plant } from './plant.ts';

export const PLANTS_THAT_MOVED: readonly Plant[] = [
  [
    'a hold that goes nowhere it may',
    'known-moves',
    `UPDATE movements SET to_account = 'pending'
     WHERE ${firstOf('movements', "kind = 'hold'")}`,
    'ALTER TABLE movements DROP CONSTRAINT movements_known',
  ],
  [
    'a movement of one point more',
    'lot-is-movements',
    `UPDATE movements SET points = points + 1 WHERE member_id = ${of('waits')}`,
  ],
  [
    'the same, as its chain has it',
    'chain-holds',
    `UPDATE movements SET points = points + 1 WHERE member_id = ${of('waits')}`,
  ],
  [
    'a movement taken out',
    'numbers-without-gap',
    `DELETE FROM movements WHERE member_id = ${of('gold')} AND seq = 2`,
  ],
  [
    'a movement put in',
    'numbers-without-gap',
    `INSERT INTO movements (program_id, member_id, seq, kind, lot_id, from_account, to_account,
       points, at, posted_at, cause, explanation, salt, chain)
     SELECT program_id, member_id, seq + 1, kind, lot_id, from_account, to_account, points, at,
            posted_at, cause, explanation, salt, chain
     FROM movements WHERE member_id = ${of('waits')}`,
  ],
  [
    'words of a movement changed',
    'chain-holds',
    `UPDATE movements SET explanation = jsonb_set(explanation, '{version}', '7')
     WHERE member_id = ${of('waits')}`,
  ],
  [
    'a cause changed',
    'chain-holds',
    `UPDATE movements SET cause = cause || '0' WHERE member_id = ${of('waits')}`,
  ],
  [
    'another head of the chain',
    'chain-holds',
    `UPDATE members SET chain = '\\x00' WHERE member_id = ${of('waits')}`,
  ],
  [
    'a header one movement ahead',
    'numbers-without-gap',
    `UPDATE members SET seq = seq + 1 WHERE member_id = ${of('waits')}`,
  ],
  [
    'a balance one point up',
    'balance-is-movements',
    `UPDATE members SET available = available + 1 WHERE member_id = ${of('gold')}`,
  ],
  [
    'a lot one point up',
    'balance-is-lots',
    `UPDATE lots SET pending = pending + 1 WHERE member_id = ${of('waits')}`,
  ],
  [
    'a lot that took what another has',
    'lot-is-movements',
    `UPDATE lots SET lot_id = 'order:1' WHERE member_id = ${of('waits')}`,
  ],
  ['a lot taken out', 'balance-is-lots', `DELETE FROM lots WHERE member_id = ${of('waits')}`],
  [
    'a lot that says it was awarded more',
    'award-is-movements',
    `UPDATE lots SET awarded = awarded + 1 WHERE member_id = ${of('waits')}`,
  ],
  [
    'a lot in which less than nothing waits',
    'nothing-below-zero',
    `UPDATE lots SET pending = -1 WHERE member_id = ${of('waits')}`,
  ],
  [
    'a debt beside points that could pay',
    'debts-are-paid',
    `INSERT INTO lots SELECT program_id, member_id, 'other', label, version, earned_at, matures_at,
       expires_at, 0, 0, 10, 0 FROM lots WHERE member_id = ${of('owes')}`,
  ],
  [
    'an award that names no rule',
    'awards-are-explained',
    `UPDATE movements SET explanation = explanation - 'rule' WHERE member_id = ${of('waits')}`,
  ],
  [
    'a correction of what came later',
    'corrections-look-back',
    `UPDATE movements SET corrects = seq + 1 WHERE ${firstOf('movements', 'reversed')}`,
  ],
  [
    'an order taken out',
    'earned-by-own-order',
    `DELETE FROM orders WHERE member_id = ${of('waits')}`,
  ],
  [
    'an order given to somebody else',
    'earned-by-own-order',
    `UPDATE orders SET member_id = ${of('freed')} WHERE member_id = ${of('waits')}`,
  ],
  [
    'a gift nobody decided on',
    'gifts-are-decided',
    `DELETE FROM decisions WHERE kind = 'adjust' AND member_id = ${of('gift')}`,
  ],
  [
    'points for a level nobody decided on',
    'gifts-are-decided',
    `DELETE FROM decisions WHERE kind = 'entry' AND member_id = ${of('gold')}`,
  ],
  [
    'a reward that cost one point more',
    'held-is-promised',
    `UPDATE redemptions SET cost = cost + 1 WHERE status = 'open'`,
  ],
  ['a reward taken out', 'held-is-promised', `DELETE FROM redemptions WHERE status = 'open'`],
  [
    'a used reward in hand again',
    'redemption-is-held',
    `UPDATE redemptions SET status = 'open' WHERE status = 'settled'`,
  ],
  [
    'a reward in hand that ended by itself',
    'redemption-is-decided',
    `UPDATE redemptions SET status = 'released' WHERE status = 'open'`,
  ],
  ['a decision taken out', 'redemption-is-decided', `DELETE FROM decisions WHERE kind = 'settle'`],
  [
    'a decision about nobody’s reward',
    'decisions-name-redemptions',
    `UPDATE decisions SET redemption_id = 999 WHERE kind = 'settle'`,
  ],
  [
    'half of a repayment taken out',
    'repayments-cancel-out',
    `DELETE FROM movements WHERE ${firstOf('movements', "to_account = 'repaid'")}`,
  ],
  [
    'half of a transfer taken out',
    'transfers-cancel-out',
    `DELETE FROM movements WHERE ${firstOf('movements', "to_account = 'transferred'")}`,
  ],
  [
    'points left with who was merged',
    'merged-hold-nothing',
    `UPDATE lots SET available = 1
     WHERE ${firstOf('lots', `member_id = ${of('ann')}`)}`,
  ],
  [
    'points that nobody will look for',
    'nothing-is-overdue',
    `UPDATE members SET next_due_at = NULL WHERE member_id = ${of('waits')}`,
  ],
  [
    'an erased movement whose digest is gone',
    'words-are-erased-whole',
    `UPDATE movements SET digest = NULL
     WHERE ${firstOf('movements', 'digest IS NOT NULL')}`,
  ],
  [
    'words gone of somebody known',
    'words-are-erased-whole',
    `UPDATE movements SET explanation = NULL WHERE member_id = ${of('waits')}`,
  ],
];
