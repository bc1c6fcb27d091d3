import { describe, expect, it } from 'vitest';
import {
  parseAdjustForm,
  parseMemberQuestion,
  parseMembersQuestion,
  sayCursor,
} from './admin-member-forms.ts';

const query = (text: string) => new URLSearchParams(text);

function form(changes: Record<string, string> = {}): FormData {
  const data = new FormData();
  const whole = { direction: 'give', points: '50', reason: 'A late parcel', key: 'k'.repeat(36) };
  for (const [name, value] of Object.entries({ ...whole, ...changes })) data.set(name, value);
  return data;
}

describe('the address of the list of members', () => {
  it.each([
    { postedAt: 1_764_000_000_000, memberId: 42 },
    { postedAt: null, memberId: 7 },
  ])('says a place in the list and reads it again', (cursor) => {
    expect(parseMembersQuestion(query(`after=${sayCursor(cursor)}`)).after).toEqual(cursor);
  });

  it.each(['after=1', 'after=x.1', 'after=1.2.3', 'after=-1.2', 'after='])(
    'begins at the front for %s',
    (text) => {
      expect(parseMembersQuestion(query(text)).after).toBeNull();
    },
  );

  it('takes what was typed without what nobody can see', () => {
    expect(parseMembersQuestion(query('q=%20ada%00%0A%20')).words).toBe('ada');
    expect(parseMembersQuestion(query(`q=${'a'.repeat(500)}`)).words).toHaveLength(100);
  });
});

describe('the address of a member', () => {
  it('names one, and a line to go on from', () => {
    expect(parseMemberQuestion('12', query('before=40'))).toEqual({ memberId: 12, before: 40 });
    expect(parseMemberQuestion('12', query('before=x'))).toEqual({ memberId: 12, before: null });
  });

  it.each(['0', '-1', 'x', '1.5', '', undefined, '99999999999999999999'])(
    'names nobody with %s',
    (id) => {
      expect(parseMemberQuestion(id, query(''))).toBeNull();
    },
  );
});

describe('the adjust form', () => {
  it('gives, or takes with a sign', () => {
    const value = { points: 50, reason: 'A late parcel', key: 'k'.repeat(36) };
    expect(parseAdjustForm(form())).toEqual({ ok: true, value });
    expect(parseAdjustForm(form({ direction: 'take' }))).toEqual({
      ok: true,
      value: { ...value, points: -50 },
    });
  });

  it('names every bad field at once, each with one sentence', () => {
    const read = parseAdjustForm(form({ points: '', reason: ' ', direction: 'up' }));
    expect(read.ok ? [] : read.problems).toEqual([
      { field: 'direction', problem: 'Choose whether to give or to take points' },
      { field: 'points', problem: 'Enter a whole number of points' },
      { field: 'reason', problem: 'Say why, so that the member and your staff can read it later' },
    ]);
  });

  it.each(['0', '1000001', '1.5', '-5', '5e3'])('refuses %s points', (points) => {
    const read = parseAdjustForm(form({ points }));
    expect(read.ok ? [] : read.problems.map(({ field }) => field)).toEqual(['points']);
  });

  it('refuses a reason nobody would read to its end, and a key that is none', () => {
    const read = parseAdjustForm(form({ reason: 'x'.repeat(201), key: '../..' }));
    expect(read.ok ? [] : read.problems.map(({ field }) => field)).toEqual(['reason', 'key']);
  });
});
