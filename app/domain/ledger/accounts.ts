/**
 * The accounts points move between, and the only moves there are. Law 1: every movement is one of
 * the triples below, or the same triple reversed.
 */

/**
 * `issued` is the source of what is earned or brought in, `adjusted` of what the shop gives or
 * forgives, and where what it takes goes; `pending`, `available`, `held` are the member's. What
 * goes through `repaid` and `transferred` sums to zero over all members.
 */
export type Account =
  | 'issued'
  | 'pending'
  | 'available'
  | 'held'
  | 'spent'
  | 'expired'
  | 'revoked'
  | 'repaid'
  | 'transferred'
  | 'adjusted';

export type MovementKind =
  | 'award'
  | 'import'
  | 'mature'
  | 'claw-back'
  | 'hold'
  | 'settle'
  | 'release'
  | 'return'
  | 'expire'
  | 'adjust'
  | 'repay'
  | 'forgive'
  | 'transfer';

/** Every legal (kind, from, to), written `kind:from:to`. */
export const MOVES: ReadonlySet<string> = new Set([
  'award:issued:pending',
  'award:issued:available',
  'import:issued:available',
  'mature:pending:available',
  'claw-back:pending:revoked',
  'claw-back:available:revoked',
  'hold:available:held',
  'settle:held:spent',
  'release:held:available',
  'return:spent:available',
  'expire:available:expired',
  'adjust:adjusted:available',
  'adjust:available:adjusted',
  'repay:available:repaid',
  'repay:repaid:available',
  'forgive:adjusted:available',
  'transfer:pending:transferred',
  'transfer:available:transferred',
  'transfer:held:transferred',
  'transfer:transferred:pending',
  'transfer:transferred:available',
  'transfer:transferred:held',
]);
