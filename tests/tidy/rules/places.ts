import { file, planted, type Rule, type TreeFile, type Violation } from '../rule.ts';

/**
 * The repository must mean the same on every machine. The patterns are put together from halves, so
 * that this file does not name what it forbids.
 */
const FOLDERS = ['ho' + 'me', 'Us' + 'ers', 'ro' + 'ot', 'wo' + 'rk'].join('|');
const MACHINE = new RegExp(
  [
    String.raw`(?<![\w.:/@-])/(${FOLDERS})/`,
    String.raw`(?<![\w.:/@-])/tm${'p'}/[\w-]`,
    String.raw`\b[A-Z]:\\(Users|Documents)`,
  ].join('|'),
);

const REGISTRY = new RegExp(
  [
    String.raw`https?://[^\s/'"]*(regi${'stry'}|artif${'actory'}|verd${'accio'})[^\s/'"]*`,
    String.raw`\bregi${'stry'}\.(npmjs|yarnpkg)\b`,
    String.raw`\bnpm\.pkg\.github\b`,
    String.raw`^\s*(@[\w-]+:)?regi${'stry'}\s*=`,
  ].join('|'),
);

function matching(each: TreeFile, pattern: RegExp, problem: string, remedy: string): Violation[] {
  return each.text
    .split('\n')
    .flatMap((line, index) =>
      pattern.test(line) ? [{ path: each.path, line: index + 1, problem, remedy }] : [],
    );
}

export const noMachine: Rule = {
  name: 'no file knows the machine it was written on',
  check: (files) =>
    files.flatMap((each) =>
      matching(
        each,
        MACHINE,
        'An absolute path of one machine.',
        'Use a path relative to the repository, or ask the system for its temporary folder.',
      ),
    ),
  caught: [
    planted('docs/a.md', ['', `See ${'/ho' + 'me'}/someone/laurel.`], 2),
    planted('scripts/a.ts', [`const path = '${'/tm' + 'p'}/laurel';`], 1),
  ],
  allowed: [
    [file('docs/a.md', `https://example.com${'/ho' + 'me'}/a, ./${'wo' + 'rk'}/b, as root`)],
    [file('scripts/a.ts', 'const path = tmpdir();')],
  ],
};

export const noRegistry: Rule = {
  name: 'no file names a package registry',
  check: (files) =>
    files.flatMap((each) =>
      matching(
        each,
        REGISTRY,
        'A package registry is named.',
        'Leave it out: whoever installs has one configured.',
      ),
    ),
  caught: [
    planted('.npmrc', [`regi${'stry'}=http://host/`], 1),
    planted('docs/a.md', [`https://regi${'stry'}.npmjs.org/pg`], 1),
  ],
  allowed: [
    [file('app/domain/a.ts', "import { PRESETS } from './presets/registry.ts';")],
    [file('.npmrc', 'omit-lockfile-registry-resolved=true')],
  ],
};
