import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyProgram } from '../../../tests/support/any-program.ts';
import { sayRules } from './plain-rules.ts';

it('says any program in whole sentences, one a rule', () => {
  fc.assert(
    fc.property(anyProgram, (program) => {
      for (const { sentence } of sayRules(program)) {
        expect(sentence).toMatch(/^[A-Z“1-9].*\.$/);
        // One sentence: a full stop ends nothing but it, and parts a number at most.
        expect(sentence.slice(0, -1)).not.toMatch(/\.(?!\d)/);
        expect(sentence).not.toMatch(/undefined|null|NaN|\[object| {2}/);
      }
    }),
  );
});

it('leaves no rule out', () => {
  fc.assert(
    fc.property(anyProgram, (program) => {
      const said = new Set(sayRules(program).map(({ field }) => field));
      const lists = (['rates', 'campaigns', 'activities', 'rewards'] as const).flatMap((part) =>
        program[part].map((_rule, at) => `${part}[${at}]`),
      );
      const levels = (program.tiers?.levels ?? []).map((_level, at) => `tiers.levels[${at}]`);
      const caps = Object.entries(program.caps).flatMap(([name, cap]) =>
        cap === null ? [] : [`caps.${name}`],
      );
      const always = ['earning', 'counts', 'earning.rounding', 'pendingDays', 'expiry', 'debt'];
      expect([...said]).toEqual(expect.arrayContaining([...always, ...lists, ...levels, ...caps]));
    }),
  );
});
