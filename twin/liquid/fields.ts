/**
 * An object of Shopify's Liquid: named properties, computed when first asked for. A property it
 * does not have is nil, as at Shopify, and is told to whoever listens, because a template that
 * reads a property the twin lacks would otherwise be wrong in silence.
 */
import { Drop } from 'liquidjs';

export type FieldsOptions = {
  /** Told the dotted name of each unknown property read, e.g. `product.flavour`. */
  onUnknown?: ((name: string) => void) | undefined;
  /** What `{{ object }}` prints and `==` compares; without it the name, e.g. `ProductDrop`. */
  text?: string | undefined;
  /** What `for` walks over, where the object is also a list (`collections`). */
  items?: (() => readonly unknown[]) | undefined;
  /** Looks a key up that is not a property: `collections['summer']`, metafields. */
  lookUp?: ((key: string) => unknown) | undefined;
  /** What the `json` filter prints; without it the object cannot be printed as JSON. */
  json?: (() => unknown) | undefined;
};

export class Fields extends Drop {
  readonly name: string;
  readonly #properties: Record<string, unknown>;
  readonly #options: FieldsOptions;
  readonly #windows = new Map<string, unknown>();
  readonly #face: object;

  constructor(name: string, properties: Record<string, unknown>, options: FieldsOptions = {}) {
    super();
    this.name = name;
    this.#properties = properties;
    this.#options = options;
    this.#face = faceOf(this);
    if (options.items) {
      const { items } = options;
      Object.defineProperty(this, Symbol.iterator, { value: () => items()[Symbol.iterator]() });
    }
  }

  /** Value of a property; a function is called once and its answer kept. */
  read(key: string): unknown {
    if (this.#windows.has(key)) return this.#windows.get(key);
    if (Object.hasOwn(this.#properties, key)) {
      const value = this.#properties[key];
      if (typeof value !== 'function') return value;
      return (this.#properties[key] = (value as () => unknown)());
    }
    return this.#readElsewhere(key);
  }

  /** Lets `paginate` show a part of a list while its block is rendered; undefined ends it. */
  show(key: string, part: readonly unknown[] | undefined): void {
    if (part) this.#windows.set(key, part);
    else this.#windows.delete(key);
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#properties, key);
  }

  /** What liquidjs reads properties of: none of this class's own names can be seen in it. */
  toLiquid(): object {
    return this.#face;
  }

  override liquidMethodMissing(key: string | number): unknown {
    return this.read(String(key));
  }

  override valueOf(): unknown {
    return this.#options.text ?? this;
  }

  override toString(): string {
    return this.#options.text ?? dropName(this.name);
  }

  /** The `json` filter's value, undefined where Shopify refuses. */
  json(): unknown {
    return this.#options.json?.();
  }

  #readElsewhere(key: string): unknown {
    const { items, lookUp, onUnknown } = this.#options;
    if (items) {
      const list = items();
      if (key === 'size') return list.length;
      if (key === 'first') return list[0];
      if (key === 'last') return list.at(-1);
      if (/^-?\d+$/.test(key) && !lookUp) return list.at(Number(key));
    }
    if (lookUp) return lookUp(key);
    onUnknown?.(`${this.name}.${key}`);
    return undefined;
  }
}

/** Reads a property of anything a template may hold; undefined where there is none. */
export function readProperty(value: unknown, key: string): unknown {
  if (value instanceof Fields) return value.read(key);
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

/** liquidjs looks at JavaScript's properties first, where `shop.name` would find this class's. */
function faceOf(fields: Fields): object {
  const ask = (key: string | number): unknown => fields.read(String(key));
  return new Proxy(fields, {
    get: (_target, key) => (key === 'liquidMethodMissing' ? ask : undefined),
  });
}

function dropName(name: string): string {
  const words = name.split(/[_\s]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}Drop`;
}
