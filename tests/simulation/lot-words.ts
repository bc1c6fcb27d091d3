import { points } from '../../app/domain/kernel/points.ts';
import type { Lot } from '../../app/domain/ledger/lot.ts';
import { day } from './order-words.ts';

/** `lot('A 500 1 90')`: 500 points can be spent of a lot earned on day 1 that expires on day 90. */
export function lot(words: string): Lot {
  const [id = '', available, on, expires] = words.split(' ');
  return {
    id,
    label: id,
    version: 1,
    earnedAt: day(Number(on)),
    maturesAt: null,
    expiresAt: expires === undefined ? null : day(Number(expires)),
    awarded: points(Number(available)),
    pending: points(0),
    available: points(Number(available)),
    held: points(0),
  };
}
