/**
 * What `npm run publish-program` was asked for. Refuses with everything that is wrong at once: who
 * publishes does so rarely and by hand, and should not have to find the flags one by one.
 */
import { parseArgs } from 'node:util';
import { parseProgram } from '../../app/contracts/program.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { PRESETS } from '../../app/domain/program/presets/registry.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import { readShop } from '../deliver/read-options.ts';
import { readInstant } from '../../twin/trade-file/read-instant.ts';
import { readProgram } from '../read-program.ts';
import { UsageError } from '../usage-error.ts';

export const PUBLISH_USAGE = `Usage: npm run publish-program -- --shop DOMAIN \
(--preset NAME --currency CODE --zone ZONE | --program FILE) [--effective-at ISO]

Publishes a preset, or a program of your own, as the next version of a shop's program.
DATABASE_URL names the database.
  --shop DOMAIN       whose program, e.g. demo-shop.myshopify.com; a shop not yet known is opened
  --preset NAME       the program: ${Object.keys(PRESETS).join(', ')}
  --currency CODE     the shop's currency, ISO 4217, e.g. GBP
  --zone ZONE         the shop's time zone, IANA, e.g. Europe/London
  --program FILE      instead of those three: a program as JSON
  --effective-at ISO  in force from then on, UTC unless it carries an offset (default: now); only
                      a program's first version may take effect in the past`;

export type PublishOptions = {
  readonly shop: string;
  readonly definition: ProgramDefinition;
  /** Null: from now on. */
  readonly effectiveAt: Instant | null;
  readonly databaseUrl: string;
};

type Env = Readonly<Record<string, string | undefined>>;
type Given = Partial<Record<(typeof FLAGS)[number], string>>;

const FLAGS = ['shop', 'preset', 'currency', 'zone', 'program', 'effective-at'] as const;

/** Reads the arguments; null where only the usage is wanted. Throws {@link UsageError}. */
export function readPublishOptions(args: readonly string[], env: Env): PublishOptions | null {
  if (args.includes('--help')) return null;
  const problems: string[] = [];
  const given = readFlags(args, problems);
  const shop = told(problems, () => readShop(given.shop)) ?? '';
  const definition =
    given.program === undefined
      ? readPreset(given, problems)
      : readOwn(given.program, given, problems);
  const effectiveAt = readEffectiveAt(given['effective-at'], problems);
  const databaseUrl = env['DATABASE_URL'] ?? '';
  if (databaseUrl === '') problems.push('The variable DATABASE_URL is not set.');
  if (problems.length > 0 || definition === null) throw new UsageError(problems.join('\n'));
  return { shop, definition, effectiveAt, databaseUrl };
}

/** Not strict: the parser would stop at the first word that it does not know. */
function readFlags(args: readonly string[], problems: string[]): Given {
  const options = Object.fromEntries(FLAGS.map((flag) => [flag, { type: 'string' } as const]));
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const given: Given = {};
  for (const token of tokens) {
    if (token.kind === 'positional') problems.push(`What is "${token.value}"?`);
    if (token.kind !== 'option') continue;
    const flag = FLAGS.find((known) => known === token.name);
    if (flag === undefined) problems.push(`${token.rawName} is not known.`);
    else given[flag] = token.value ?? '';
  }
  return given;
}

function readOwn(file: string, given: Given, problems: string[]): ProgramDefinition | null {
  const stray = (['preset', 'currency', 'zone'] as const).filter(
    (flag) => given[flag] !== undefined,
  );
  problems.push(...stray.map((flag) => `--${flag} is what --program says already.`));
  return told(problems, () => readProgram(file));
}

function readPreset(given: Given, problems: string[]): ProgramDefinition | null {
  const { preset: name, currency, zone } = given;
  const preset = name !== undefined && Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined;
  const known = Object.keys(PRESETS).join(', ');
  if (name === undefined) problems.push(`--preset is missing; there is: ${known}.`);
  else if (!preset) problems.push(`--preset "${name}" is not known; there is: ${known}.`);
  if (currency === undefined) problems.push('--currency is missing: what do the prices count?');
  if (zone === undefined) problems.push("--zone is missing: when does the shop's day begin?");
  const wrong = [currency, zone].flatMap((value, at) => {
    const field = at === 0 ? 'currency' : 'zone';
    return value === undefined ? [] : problemsOf(field, value);
  });
  problems.push(...wrong);
  if (!preset || currency === undefined || zone === undefined || wrong.length > 0) return null;
  return preset.make({ currency, zone });
}

/**
 * What the contract says of the value. A preset counts in the decimals of its currency, which an
 * unknown one has not; so the value is tried in a definition that is right otherwise.
 */
function problemsOf(field: 'currency' | 'zone', value: string): string[] {
  const sound = PRESETS['points']?.make({ currency: 'GBP', zone: 'UTC' });
  const parsed = parseProgram({ ...sound, [field]: value });
  if (parsed.ok) return [];
  return parsed.problems.map(({ problem }) => `--${field} "${value}" ${problem}.`);
}

function readEffectiveAt(text: string | undefined, problems: string[]): Instant | null {
  if (text === undefined) return null;
  const at = readInstant(text);
  if (at !== null) return instant(at);
  problems.push(`--effective-at "${text}" is not an ISO date or date-time.`);
  return null;
}

function told<T>(problems: string[], read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    problems.push(error.message);
    return null;
  }
}
