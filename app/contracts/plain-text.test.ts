import { expect, test } from 'vitest';
import { pointsPreset } from '../domain/program/presets/points.ts';
import { parseAdjustForm } from './admin-member-forms.ts';
import { privacyAction } from './admin-status.ts';
import { isPlainText } from './plain-text.ts';
import { readProgramForm, writeProgramForm } from './program-form.ts';
import { parseProgram } from './program.ts';

test.each(['£5 off', 'ٱلسَّلَامُ', '５％', '👩‍👩‍👧', '</script><b>&amp;', '\u202e'])(
  '%j is plain',
  (text) => {
    expect(isPlainText(text)).toBe(true);
  },
);

test.each(['\0', 'a\nb', '\u007f', '\ud83d', 'x\udc00'])('%j is not', (text) => {
  expect(isPlainText(text)).toBe(false);
});

test('no form takes in what the database could not keep', () => {
  const form = new FormData();
  const typed = { direction: 'give', points: '5', reason: 'A gift \0', key: 'abcdefgh' };
  for (const [name, text] of Object.entries(typed)) form.set(name, text);
  const problem = 'Leave out characters that cannot be shown';
  expect(parseAdjustForm(form)).toEqual({ ok: false, problems: [{ field: 'reason', problem }] });
  const answered = { intent: 'answered', requestId: '1\0' };
  expect(privacyAction.safeParse(answered).success).toBe(false);
});

test('no reward has a name that cannot be kept, typed or sent', () => {
  const preset = pointsPreset({ currency: 'GBP', zone: 'UTC' });
  const form = writeProgramForm(preset);
  const rewards = form.rewards.map((reward) => ({ ...reward, name: 'Half \ud83d' }));
  expect(readProgramForm({ ...form, rewards }, preset).ok).toBe(false);
  const definition = {
    ...preset,
    rewards: preset.rewards.map((reward) => ({ ...reward, name: 'a\0b' })),
  };
  expect(parseProgram(definition)).toMatchObject({
    ok: false,
    problems: [{ field: 'rewards[0].name' }, { field: 'rewards[1].name' }],
  });
});
