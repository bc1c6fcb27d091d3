import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { instant } from '../domain/kernel/instant.ts';
import { points } from '../domain/kernel/points.ts';
import { auditChains } from './audit-chains.ts';
import type { ChainFrom, ChainSpan, ReadLink } from './ports/audit.ts';
import type { ChainCrypto } from './ports/drain.ts';
import { linkAfter } from './post-movements.ts';

const sha256: ChainCrypto['sha256'] = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** A sound chain of so many links. */
function chainOf(memberId: number, length: number): ReadLink[] {
  let chain = '';
  return Array.from({ length }, (_, place) => {
    const seq = place + 1;
    const link = {
      ...{ memberId, seq, kind: 'award', reversed: false, lotId: `order:${seq}` },
      ...{ from: 'issued', to: 'pending', points: points(seq), at: instant(seq), corrects: null },
      ...{ cause: `order:${seq}:paid`, explanation: { type: 'due' }, salt: '00', digest: null },
    } as unknown as Omit<ReadLink, 'chain'>;
    chain = linkAfter(chain, link, sha256);
    return { ...link, chain };
  });
}

async function audit(links: readonly ReadLink[], from: readonly ChainFrom[], head?: string) {
  const reads: number[] = [];
  const audited = await auditChains(
    {
      readHeads: async (asked) =>
        asked.map((one) => {
          const own = links.filter(({ memberId }) => memberId === one.memberId);
          const previous = own.find(({ seq }) => seq === one.afterSeq)?.chain ?? '';
          const { seq = 0, chain = '' } = own.at(-1) ?? {};
          return { ...one, seq, chain: head ?? chain, previous };
        }),
      readLinks: async (spans: readonly ChainSpan[]) => {
        const read = spans.flatMap(({ memberId, afterSeq, toSeq }) =>
          links.filter(
            (one) => one.memberId === memberId && one.seq > afterSeq && one.seq <= toSeq,
          ),
        );
        reads.push(read.length);
        return read;
      },
    },
    from,
    sha256,
  );
  return { ...audited, reads };
}

it('sound chains hold, from the first link or from any other, however long', async () => {
  const links = [...chainOf(1, 4_500), ...chainOf(2, 3), ...chainOf(3, 0)];
  const whole = [1, 2, 3].map((memberId) => ({ memberId, afterSeq: 0 }));
  expect(await audit(links, whole)).toEqual({
    breaches: [],
    links: 4_503,
    reads: [2000, 2000, 503],
  });
  const late = await audit(links, [{ memberId: 1, afterSeq: 4_499 }]);
  expect(late).toEqual({ breaches: [], links: 1, reads: [1] });
});

it.each([
  ['changed', (link: ReadLink) => [{ ...link, points: points(9) }]],
  ['taken out', () => []],
  ['without its words', (link: ReadLink) => [{ ...link, explanation: null } as never]],
  ['linked to another', (link: ReadLink) => [{ ...link, chain: 'ff' }]],
])('a link %s breaks its chain there, and no other’s', async (_how, become) => {
  const links = [...chainOf(1, 5), ...chainOf(2, 5)];
  const wrong = links.flatMap((link) =>
    link.memberId === 1 && link.seq === 3 ? become(link) : [link],
  );
  const from = [1, 2].map((memberId) => ({ memberId, afterSeq: 0 }));
  const { breaches } = await audit(wrong, from);
  expect(breaches).toMatchObject([{ law: 'chain-holds', memberId: 1 }]);
});

it('a head that is another breaks the chain', async () => {
  const { breaches } = await audit(chainOf(1, 2), [{ memberId: 1, afterSeq: 1 }], 'ff');
  expect(breaches).toEqual([{ law: 'chain-holds', memberId: 1, key: 'seq:2' }]);
});
