/** Which room of the house a file is in, and what each room may know of the others. */

export type Room =
  | 'domain'
  | 'contracts'
  | 'services'
  | 'adapters'
  | 'jobs'
  | 'routes'
  | 'ui'
  /** The files directly in `app/`: entry points, configuration, composition. */
  | 'entry'
  | 'extensions'
  | 'twin'
  /** `tests`, `bench`, `scripts`, `prisma` and the files at the top: they may know everything. */
  | 'around';

const APP_ROOMS: readonly Room[] = [
  'domain',
  'contracts',
  'services',
  'adapters',
  'jobs',
  'routes',
  'ui',
];

/** The room of a path relative to the repository's root. */
export function roomOf(path: string): Room {
  const [top, second, third] = path.split('/');
  if (top === 'extensions' || top === 'twin') return top;
  if (top !== 'app') return 'around';
  if (third === undefined) return 'entry';
  return APP_ROOMS.find((room) => room === second) ?? 'entry';
}

/** `app/adapters/postgres/x.ts` → `postgres`; a file directly in the room answers its own name. */
export function adapterFolder(path: string): string {
  return path.split('/')[2] ?? '';
}
