import { file, type Rule, type TreeFile } from '../rule.ts';

/** Folders at the top that hold no room of ours. */
const NO_ROOM = new Set(['app', 'public', 'data', 'licenses']);

export const roomsExplained: Rule = {
  name: 'every room says what it owns and what it does not',
  check: (files) =>
    roomsOf(files).flatMap((room) => {
      const path = `${room}/README.md`;
      const text = files.find((each) => each.path === path)?.text;
      const remedy = 'Write a few lines: **Owns.** …, **Does not own.** …, the law, an example.';
      if (text === undefined) {
        return [{ path, line: 1, problem: `The room ${room} has no README.`, remedy }];
      }
      return ['Owns', 'Does not own']
        .filter((word) => !new RegExp(`(\\*\\*|^#+ )${word}\\b`, 'm').test(text))
        .map((word) => ({ path, line: 1, problem: `It does not say "${word}".`, remedy }));
    }),
  caught: [
    {
      files: [file('app/domain/tiers/tier.ts', '')],
      at: ['app/domain/README.md:1', 'app/domain/tiers/README.md:1'],
    },
    {
      files: [file('twin/shop.ts', ''), file('twin/README.md', '**Owns.** A Shopify.')],
      at: ['twin/README.md:1'],
    },
    {
      files: [
        file('twin/till/pages/till.liquid', ''),
        file('twin/README.md', '**Owns.** A.', '**Does not own.** B.'),
      ],
      at: ['twin/till/README.md:1'],
    },
  ],
  allowed: [
    [file('twin/shop.ts', ''), file('twin/README.md', '**Owns.** A.', '**Does not own.** B.')],
    [file('twin/shop.ts', ''), file('twin/README.md', '## Owns', '', '## Does not own')],
    [file('vite.config.ts', ''), file('.ci/run', ''), file('app/web.ts', '')],
  ],
};

/** Top folders, the rooms of `app`, of `twin` and of the domain, without the paths repeated. */
function roomsOf(files: readonly TreeFile[]): string[] {
  const rooms = new Set<string>();
  for (const { path } of files) {
    const folders = path.split('/').slice(0, -1);
    const [top, second, third] = folders;
    if (top === undefined || top.startsWith('.')) continue;
    if (!NO_ROOM.has(top)) rooms.add(top);
    if (second === undefined || (top !== 'app' && top !== 'twin')) continue;
    rooms.add(`${top}/${second}`);
    if (top === 'app' && second === 'domain' && third !== undefined)
      rooms.add(`app/domain/${third}`);
  }
  return [...rooms].sort();
}
