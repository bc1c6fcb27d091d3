import { expect, test } from 'vitest';
import { type Instant, instant } from '../domain/kernel/instant.ts';
import { type Points, points } from '../domain/kernel/points.ts';
import { buildCard, CARD_BYTES_MAX, type CardMovement } from './build-card.ts';

const HEADER = {
  seq: 7,
  pending: points(90),
  available: points(500),
  held: points(0),
  chain: 'ab'.repeat(32),
};

test('a card says balances, what matures when, and the newest lines with what they changed', () => {
  const card = buildCard({
    header: HEADER,
    pendingLots: [lot(60, 2_000), lot(20, 1_000), lot(10, 2_000), lot(0, 500)],
    newest: [
      moved('release', 'held', 'available', 300),
      moved('settle', 'held', 'spent', 500),
      moved('hold', 'available', 'held', 500),
      moved('award', 'issued', 'pending', 87),
      moved('mature', 'pending', 'available', 40),
      moved('claw-back', 'pending', 'revoked', 12),
    ],
    zone: 'UTC',
  });
  expect(card).toMatchObject({ v: 1, seq: 7, pending: 90, available: 500, held: 0 });
  expect(card.maturing).toEqual([
    { at: 1_000, points: 20 },
    { at: 2_000, points: 70 },
  ]);
  expect(card.lines.map(({ points: change }) => change)).toEqual([300, 0, -500, 87, 0, -12]);
  expect(card.lines[0]?.text).toBe('300 points: the details were erased on request.');
  expect(card.chain).toBe('ab'.repeat(32));
});

test('of more than twelve maturings the last sums the rest, at their latest instant', () => {
  const lots = Array.from({ length: 15 }, (_, place) => lot(place + 1, (place + 1) * 1_000));
  const twelve = buildCard({ ...bare(), pendingLots: lots.slice(0, 12) }).maturing;
  expect(twelve.at(-1)).toEqual({ at: 12_000, points: 12 });
  const { maturing } = buildCard({ ...bare(), pendingLots: lots });
  expect(maturing).toHaveLength(12);
  expect(maturing.at(-1)).toEqual({ at: 15_000, points: 12 + 13 + 14 + 15 });
  expect(maturing.reduce((sum, each) => sum + each.points, 0)).toBe(120);
});

test('an event over several lots is one line, which says the sum', () => {
  const at = (lot: number) => ({ ...named('£5 off'), cause: 'redemption:1', points: points(lot) });
  const { lines } = buildCard({ ...bare(), newest: [at(300), at(150), at(50)] });
  expect(lines).toEqual([{ at: 0, points: -500, text: '500 points reserved for “£5 off”.' }]);
});

test('a card stays within 8 KB whatever is in it, and long lines give way to short ones', () => {
  const long = named('Ω'.repeat(6_000));
  const newest = [named('#1'), long, named('#2'), long, named('ß'.repeat(1_500)), named('#3')];
  const card = buildCard({ ...bare(), newest });
  expect(new TextEncoder().encode(JSON.stringify(card)).length).toBeLessThanOrEqual(CARD_BYTES_MAX);
  const said = card.lines.map(({ text }) => /“(.*)”/u.exec(text)?.[1]?.slice(0, 2));
  expect(said).toEqual(['#1', '#2', 'ßß', '#3']);
});

function bare() {
  return { header: HEADER, pendingLots: [], newest: [], zone: 'UTC' };
}

function lot(pending: number, maturesAt: number): { pending: Points; maturesAt: Instant } {
  return { pending: points(pending), maturesAt: instant(maturesAt) };
}

function moved(
  kind: CardMovement['kind'],
  from: CardMovement['from'],
  to: CardMovement['to'],
  amount: number,
): CardMovement {
  const base = { reversed: false, explanation: null, at: instant(0), cause: kind };
  return { ...base, kind, from, to, points: points(amount) };
}

function named(rewardName: string): CardMovement {
  return {
    ...moved('hold', 'available', 'held', 1),
    explanation: { type: 'redemption', rewardId: 'r', rewardName, version: 1, orderName: null },
  };
}
