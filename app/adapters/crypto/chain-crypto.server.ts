import { createHash, randomBytes } from 'node:crypto';
import type { ChainCrypto } from '../../services/ports/drain.ts';

/** What a member's chain of movements is made with. */
export const chainCrypto: ChainCrypto = {
  randomBytes: (count) => randomBytes(count),
  sha256(...parts) {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest('hex');
  },
};
