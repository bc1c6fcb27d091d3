import { describe, expect, it } from 'vitest';
import { pointsTiersPreset } from '../../app/domain/program/presets/points-tiers.ts';
import { tradeFile } from '../../twin/trade-file/trade-fixture.ts';
import { readPublishOptions } from './read-options.ts';

const ENV = { DATABASE_URL: 'postgres://laurel_app:a@db:5432/laurel' };
const SOUND = '--shop a-shop.myshopify.com --preset points --currency JPY --zone Asia/Tokyo';
const read = (words: string, env = ENV) => readPublishOptions(words.split(' '), env);

const programFile = (json: object) => tradeFile(JSON.stringify(json), 'program.json');

/** The flags and variables at fault, in the order they were named. */
function faults(words: string, env: Record<string, string> = ENV): (string | undefined)[] {
  try {
    readPublishOptions(words === '' ? [] : words.split(' '), env);
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .map((line) => /--[a-z-]+|[A-Z_]{4,}/.exec(line)?.[0]);
  }
  return [];
}

describe('what publish-program is asked for', () => {
  it('is a preset in the currency and the zone of a shop, from now on', () => {
    const options = read(SOUND);
    expect(options).toMatchObject({ shop: 'a-shop.myshopify.com', effectiveAt: null });
    expect(options?.definition).toMatchObject({ currency: 'JPY', zone: 'Asia/Tokyo' });
    expect(options?.definition.earning.perMinor).toBe(1);
  });

  it('may be wanted from an instant on, in UTC unless it says otherwise', () => {
    const at = (text: string) => read(`${SOUND} --effective-at ${text}`)?.effectiveAt;
    expect(at('2026-12-01')).toBe(Date.UTC(2026, 11, 1));
    expect(at('2026-12-01T00:00+09:00')).toBe(Date.UTC(2026, 10, 30, 15));
  });

  it('is refused with everything that is missing', () => {
    expect(faults('', {})).toEqual(['--shop', '--preset', '--currency', '--zone', 'DATABASE_URL']);
  });

  it('is refused with everything that is wrong', () => {
    const words =
      '--shop a-shop.com --preset gold --currency quid --zone Mars/Olympus ' +
      '--effective-at soon --dry-run';
    expect(faults(words)).toEqual([
      '--dry-run',
      '--shop',
      '--preset',
      '--currency',
      '--zone',
      '--effective-at',
    ]);
  });

  it('takes a flag without its value, or a stray word, for a mistake', () => {
    expect(faults(`${SOUND} --zone`)).toEqual(['--zone']);
    expect(faults(`${SOUND} please`)).toHaveLength(1);
  });

  it('may be a program of one’s own, in its own currency and zone', () => {
    const file = programFile(pointsTiersPreset({ currency: 'KWD', zone: 'Asia/Kuwait' }));
    const options = read(`--shop a-shop.myshopify.com --program ${file}`);
    expect(options?.definition).toMatchObject({ preset: 'points-tiers', currency: 'KWD' });
    expect(faults(`${SOUND} --program ${file}`)).toEqual(['--preset', '--currency', '--zone']);
  });

  it('is refused with every field of one’s own program that is wrong', () => {
    const file = programFile({ ...pointsTiersPreset({ currency: 'GBP', zone: 'UTC' }), debt: 0 });
    expect(() => read(`--shop a-shop.myshopify.com --program ${file}`)).toThrow('  debt must be');
  });

  it('is nothing where only the usage is wanted', () => {
    expect(readPublishOptions(['--help'], {})).toBeNull();
  });
});
