import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant } from '../kernel/instant.ts';
import { admitMerge, groupOf, type Merge, rootOf } from './merge.ts';

const CHAIN = [merge('M', 'cid', 'bea', 1), merge('N', 'bea', 'ann', 2)];

describe('groups', () => {
  test('a chain of merges has one root and one group', () => {
    expect(['ann', 'bea', 'cid', 'dan'].map((id) => rootOf(id, CHAIN))).toEqual([
      ...['ann', 'ann', 'ann', 'dan'],
    ]);
    expect(groupOf('cid', CHAIN)).toEqual({ root: 'ann', members: ['ann', 'bea', 'cid'] });
    expect(groupOf('dan', CHAIN)).toEqual({ root: 'dan', members: ['dan'] });
  });

  test('without its last merge a chain is shorter, without its first one it parts', () => {
    const [first = [], last = []] = CHAIN.map((one) => [one]);
    expect(groupOf('cid', first)).toEqual({ root: 'bea', members: ['bea', 'cid'] });
    expect(groupOf('cid', last)).toEqual({ root: 'cid', members: ['cid'] });
  });

  test('several may be merged into one', () => {
    const merges = [merge('M', 'cid', 'ann', 1), merge('N', 'bea', 'ann', 1)];
    expect(groupOf('bea', merges)).toEqual({ root: 'ann', members: ['ann', 'bea', 'cid'] });
  });

  test('merges that lead back to where they began are a bug', () => {
    const circle = [...CHAIN, merge('O', 'ann', 'cid', 3)];
    expect(() => rootOf('bea', circle)).toThrow('back to themselves');
    const twice = [...CHAIN, merge('O', 'cid', 'ann', 3)];
    expect(() => rootOf('bea', twice)).toThrow('Member cid is merged once at a time.');
  });
});

describe('a merge is admitted', () => {
  test.each([
    ['of somebody new', 'dan', 'ann', null],
    ['into somebody who was merged: their root has it', 'dan', 'cid', null],
    ['of a root into somebody else', 'ann', 'dan', null],
    ['never into oneself', 'dan', 'dan', 'same_member'],
    ['never of who was merged, and is', 'bea', 'dan', 'already_merged'],
    ['never again of who was merged, into the same', 'cid', 'bea', 'already_merged'],
    ['never into one’s own, however far', 'ann', 'cid', 'merged_the_other_way'],
  ])('%s', (_title, from, into, reason) => {
    const admission = admitMerge({ from, into }, CHAIN);
    expect(admission).toEqual(reason === null ? { ok: true } : { ok: false, reason });
  });

  test('again, once it was withdrawn', () => {
    expect(admitMerge({ from: 'bea', into: 'ann' }, CHAIN.slice(0, 1))).toEqual({ ok: true });
  });
});

test('law: whatever is admitted and withdrawn, everybody has one root, which is their own', () => {
  const somebody = fc.constantFrom('ann', 'bea', 'cid', 'dan', 'eve');
  const wish = fc.record({ from: somebody, into: somebody, withdraws: fc.option(fc.nat(5)) });
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 20 }), (wishes) => {
      const merges: Merge[] = [];
      for (const [at, { from, into, withdraws }] of wishes.entries()) {
        if (withdraws !== null) merges.splice(withdraws, 1);
        else if (admitMerge({ from, into }, merges).ok) {
          merges.push(merge(`M${at}`, from, into, at));
        }
        for (const id of ['ann', 'bea', 'cid', 'dan', 'eve']) {
          const group = groupOf(id, merges);
          expect(rootOf(group.root, merges)).toBe(group.root);
          expect(group.members).toContain(id);
          for (const other of group.members) expect(groupOf(other, merges)).toEqual(group);
        }
      }
    }),
  );
});

function merge(id: string, from: string, into: string, at: number): Merge {
  return { id, from, into, at: instant(at) };
}
