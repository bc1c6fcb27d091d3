import { describe, expect, it } from 'vitest';
import { instant } from '../domain/kernel/instant.ts';
import { NO_POINTS, points } from '../domain/kernel/points.ts';
import type { Posting } from '../domain/ledger/post-difference.ts';
import type { ChainCrypto, LinkedPosting, MemberHeader } from './ports/drain.ts';
import { checkLawTwo, postMovements } from './post-movements.ts';
import { verifyChain } from './verify-chain.ts';

const HEADER: MemberHeader = {
  memberId: 1,
  shopId: 1,
  customerId: 'c1',
  pending: NO_POINTS,
  available: NO_POINTS,
  held: NO_POINTS,
  seq: 0,
  chain: '',
  foldedTo: null,
  nextDueAt: null,
  nextFactAt: null,
  tier: null,
  tierMemory: null,
  refold: false,
  sealed: false,
  rootId: null,
};

const award: Posting = {
  kind: 'award',
  lotId: 'order:1',
  from: 'issued',
  to: 'pending',
  points: points(87),
  at: instant(1_000),
  cause: 'order:1:paid',
  explanation: { type: 'due', lotId: 'order:1', orderName: '#1', pendingDays: 14, version: 1 },
  reversed: false,
  corrects: null,
};
const mature: Posting = { ...award, kind: 'mature', from: 'pending', to: 'available' };
const unmature: Posting = { ...mature, from: 'available', to: 'pending', reversed: true };

/** Bytes different for each one asked for, and the same every time; a text is its own hash. */
function countingBytes(): ChainCrypto {
  let next = 0;
  return {
    randomBytes: (count) => Uint8Array.from({ length: count }, () => (next += 1) % 256),
    sha256: hashNothing,
  };
}
const hashNothing: ChainCrypto['sha256'] = (...parts) => JSON.stringify(parts.map(String));

describe('posting movements', () => {
  it('numbers and links them, and the header follows', () => {
    const { header, links } = postMovements(HEADER, [award, mature], countingBytes());
    expect(header).toMatchObject({ pending: 0, available: 87, held: 0, seq: 2 });
    expect(links.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(links[1]?.chain).toBe(header.chain);
    expect(links[0]?.salt).not.toBe(links[1]?.salt);
    expect(verifyChain(links, header, hashNothing)).toEqual({ ok: true, links: 2 });
  });

  it('moves points back where a movement is reversed', () => {
    const { header } = postMovements(HEADER, [award, mature, unmature], countingBytes());
    expect(header).toMatchObject({ pending: 87, available: 0, seq: 3 });
  });

  it('in two goes gives the chain of one', () => {
    const bytes = countingBytes();
    const first = postMovements(HEADER, [award], bytes);
    const second = postMovements(first.header, [mature], bytes);
    const both = postMovements(HEADER, [award, mature], countingBytes());
    expect(second.header).toEqual(both.header);
  });
});

describe('verifying a chain', () => {
  const { header, links } = postMovements(HEADER, [award, mature, unmature], countingBytes());
  const [first, second, third] = links as [LinkedPosting, LinkedPosting, LinkedPosting];

  it.each([
    ['a row taken out', [first, third], 'missing_link', 2],
    ['rows exchanged', [second, first, third], 'missing_link', 1],
    ['points changed', [{ ...first, points: points(88) }, second, third], 'changed_link', 1],
    ['a cause changed', [first, { ...second, cause: 'x' }, third], 'changed_link', 2],
    ['the newest row taken out', [first, second], 'other_head', 2],
  ] as const)('shows %s', (_what, changed, reason, seq) => {
    expect(verifyChain(changed, header, hashNothing)).toEqual({ ok: false, reason, seq });
  });
});

describe('law two', () => {
  const none = { pending: NO_POINTS, available: NO_POINTS, held: NO_POINTS };

  it('holds where header and lots changed by the same points', () => {
    const after = { ...none, pending: points(5) };
    expect(() => checkLawTwo({ before: none, after }, { before: none, after })).not.toThrow();
  });

  it.each(['pending', 'available', 'held'] as const)('is broken by one %s point', (account) => {
    const after = { ...none, [account]: points(1) };
    expect(() => checkLawTwo({ before: none, after }, { before: none, after: none })).toThrow(
      `A member's ${account} points and their lots changed by different amounts.`,
    );
  });
});
