import { instant } from '../../kernel/instant.ts';
import type { KeepingKind } from './keeping.ts';

const DAY_MS = 86_400_000;

/** So many times 24 hours more; 0: it is lost at the instant at which it is no longer met. */
export const days: KeepingKind<'days'> = {
  kind: 'days',
  keptUntil: (keeping, lastMetAt) => instant(lastMetAt + keeping.days * DAY_MS),
};
