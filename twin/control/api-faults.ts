/** What may go wrong with the Admin API, by switch; plain state, drawn by the world's chance. */
import { z } from 'zod';
import { type AdminFaults, type Fault, tooManyRequests } from '../admin-api/http/faults.ts';
import type { FaultedRequest } from '../admin-api/http/faults.ts';
import type { World } from '../world/world.ts';

const chance = z.number().min(0).max(1);
const count = z.number().int().min(0).max(1_000_000);

/** All switches; what is not named stays as it was. */
export const apiFaultsSchema = z.strictObject({
  /** How likely a request is told to come back later. */
  tooMany: chance,
  /** How likely it is answered 502. */
  broken: chance,
  /** Each answer takes so much longer, ms. */
  slowMs: z.number().int().min(0).max(120_000),
  /** So many of the next requests never get an answer, and have no effect. */
  timeoutsBefore: count,
  /** So many of the next requests take effect and get no answer. */
  timeoutsAfter: count,
  /** As the two above, but the connection breaks at once. */
  cutsBefore: count,
  cutsAfter: count,
  /** Only mutations with one of these names are touched; empty: everything is. */
  only: z.array(z.string().max(100)).max(50),
});

export type ApiFaultSwitches = z.output<typeof apiFaultsSchema>;

export const noApiFaults = (): ApiFaultSwitches => ({
  tooMany: 0,
  broken: 0,
  slowMs: 0,
  timeoutsBefore: 0,
  timeoutsAfter: 0,
  cutsBefore: 0,
  cutsAfter: 0,
  only: [],
});

const RETRY_AFTER_S = 2;

/** Faults of the Admin API as `switches` say at each request; counted ones count down. */
export function apiFaults(world: World, switches: ApiFaultSwitches): AdminFaults {
  const concerns = ({ fields }: FaultedRequest) =>
    switches.only.length === 0 || fields.some((field) => switches.only.includes(field));
  const takeOne = (name: 'timeoutsBefore' | 'timeoutsAfter' | 'cutsBefore' | 'cutsAfter') => {
    if (switches[name] === 0) return false;
    switches[name] -= 1;
    return true;
  };
  const happens = (probability: number) => probability > 0 && world.chance.happens(probability);
  return {
    before(request): Fault | null {
      if (!concerns(request)) return null;
      if (takeOne('timeoutsBefore')) return { kind: 'hang' };
      if (takeOne('cutsBefore')) return { kind: 'cut' };
      if (happens(switches.tooMany)) return tooManyRequests(RETRY_AFTER_S);
      if (happens(switches.broken)) return { kind: 'answer', status: 502 };
      return switches.slowMs > 0 ? { kind: 'wait', ms: switches.slowMs } : null;
    },
    after(request): Fault | null {
      if (!concerns(request)) return null;
      if (takeOne('timeoutsAfter')) return { kind: 'hang' };
      return takeOne('cutsAfter') ? { kind: 'cut' } : null;
    },
  };
}
