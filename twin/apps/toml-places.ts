/**
 * Where each key of a TOML file stands. The parser keeps no positions, and "line 14, webhooks
 * .subscriptions[1].uri" is what makes a refusal useful.
 */

export type TomlPlaces = {
  /** The line of a path such as `['webhooks', 'subscriptions', 1, 'uri']`, or of its parent. */
  lineOf: (path: readonly PropertyKey[]) => number;
};

/** Scans headers and keys of `text`; keys inside inline tables answer their own line's key. */
export function placeToml(text: string): TomlPlaces {
  const lines = new Map<string, number>();
  const seen = new Map<string, number>();
  let table: string[] = [];
  text.split('\n').forEach((raw, index) => {
    const line = raw.trim();
    const header = /^(\[\[?)\s*([^\]]+?)\s*\]\]?/.exec(line);
    if (header) {
      table = enter(splitKey(header[2] ?? ''), header[1] === '[[', seen);
      lines.set(table.join('.'), index + 1);
      return;
    }
    const key = /^((?:"[^"]*"|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"]*"|[A-Za-z0-9_-]+))*)\s*=/.exec(
      line,
    );
    if (key) lines.set([...table, ...splitKey(key[1] ?? '')].join('.'), index + 1);
  });
  return {
    lineOf: (path) => {
      for (let length = path.length; length > 0; length--) {
        const found = lines.get(path.slice(0, length).map(String).join('.'));
        if (found !== undefined) return found;
      }
      return 1;
    },
  };
}

/** `webhooks.subscriptions[1].uri`, as a person writes it. */
export function sayPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((said, part) => {
    if (typeof part === 'number') return `${said}[${part}]`;
    return said === '' ? String(part) : `${said}.${String(part)}`;
  }, '');
}

function splitKey(key: string): string[] {
  return key.split('.').map((part) => part.trim().replace(/^"|"$/g, ''));
}

/** The full path of a header, where a table array counts and its children follow the last. */
function enter(path: string[], isArray: boolean, seen: Map<string, number>): string[] {
  const full: string[] = [];
  path.forEach((part, depth) => {
    full.push(part);
    const at = full.join('.');
    const isLast = depth === path.length - 1;
    if (isArray && isLast) seen.set(at, (seen.get(at) ?? -1) + 1);
    const index = seen.get(at);
    if (index !== undefined) full.push(String(index));
  });
  return full;
}
