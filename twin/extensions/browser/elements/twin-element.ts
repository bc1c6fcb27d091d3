/**
 * What all `s-*` elements have in common: properties as Shopify's typings list them, mirrored in
 * attributes so that a stylesheet (and a curious developer) sees them, a shadow root drawn once and
 * refreshed when something changed, and events that carry the element's new value.
 */
import type { ElementShape, PropertyKind } from '../../elements/element-table.ts';
import type { EventPayload } from '../wire.ts';
import { elementStyles } from './styles.ts';

export type Host = HTMLElement & {
  /** A string property; `''` where it is unset. */
  text(name: string): string;
  flag(name: string): boolean;
  /** Undefined where it is unset or no number. */
  amount(name: string): number | undefined;
  read(name: string): unknown;
  isSet(name: string): boolean;
  /** Changes a property and draws anew, as an extension's assignment does. */
  set(name: string, value: unknown): void;
  /** Remembers what the reader did, without a new drawing. */
  hold(name: string, value: unknown): void;
  /** Tells the extension; with the properties it should see changed. */
  tell(type: string, payload?: EventPayload): void;
};

export type Drawing = {
  /** After every change of properties or children. */
  refresh?(): void;
  /** Each time the element comes into a page, or leaves it. */
  arrive?(): void;
  leave?(): void;
  /** What `focus()` means. */
  readonly control?: HTMLElement;
  readonly methods?: Readonly<Record<string, (...args: unknown[]) => unknown>>;
};

export type Draw = (host: Host, shadow: ShadowRoot) => Drawing;

/** These would tell the page too much, or mean something of their own there. */
const NOT_MIRRORED = new Set(['id', 'value', 'defaultValue', 'values', 'src', 'srcSet']);

/** What makes one tag differ from the next. */
type Definition = {
  readonly shape: ElementShape;
  readonly draw: Draw;
  readonly slotAssignment: SlotAssignmentMode;
  /** Attribute → property. */
  readonly attributes: ReadonlyMap<string, string>;
};

class TwinElement extends HTMLElement implements Host {
  static definition: Definition;
  readonly #values = new Map<string, unknown>();
  readonly #watch = new MutationObserver(() => this.#plan());
  #drawing: Drawing | undefined;
  #planned = false;
  /** The attribute being written by ourselves: others may be told of meanwhile. */
  #mirroring = '';

  get #definition(): Definition {
    return (this.constructor as typeof TwinElement).definition;
  }

  connectedCallback(): void {
    this.#drawing ??= this.#draw();
    this.#watch.observe(this, { childList: true, subtree: true, characterData: true });
    this.#drawing.arrive?.();
    // Later, for in a page that was there first the children become elements after their parent.
    this.#plan();
  }

  disconnectedCallback(): void {
    this.#watch.disconnect();
    this.#drawing?.leave?.();
  }

  attributeChangedCallback(attribute: string, _old: string | null, text: string | null): void {
    const { attributes, shape } = this.#definition;
    const name = attributes.get(attribute);
    if (name === undefined || this.#mirroring === attribute) return;
    this.set(name, fromAttribute(text, shape.properties[name] ?? 'string'));
  }

  set(name: string, value: unknown): void {
    this.hold(name, value);
    this.#mirror(name, value);
    this.#plan();
    // A list draws its choices, a table counts its cells: those around may look different now.
    for (let at = this.parentElement; at instanceof TwinElement; at = at.parentElement) at.#plan();
  }

  text(name: string): string {
    const value = this.#values.get(name);
    if (typeof value === 'string') return value;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  }

  flag(name: string): boolean {
    return Boolean(this.#values.get(name));
  }

  amount(name: string): number | undefined {
    const value = Number.parseFloat(this.text(name));
    return Number.isFinite(value) ? value : undefined;
  }

  read(name: string): unknown {
    return this.#values.get(name);
  }

  isSet(name: string): boolean {
    const value = this.#values.get(name);
    return value !== undefined && value !== null && value !== '';
  }

  hold(name: string, value: unknown): void {
    this.#values.set(name, value);
  }

  tell(type: string, payload: EventPayload = {}): void {
    for (const [name, value] of Object.entries(payload.properties ?? {})) {
      this.hold(name, value);
      this.#mirror(name, value);
    }
    this.dispatchEvent(new CustomEvent(type, { detail: payload }));
  }

  override focus(): void {
    (this.#drawing?.control ?? HTMLElement.prototype).focus.call(this.#drawing?.control ?? this);
  }

  invoke(method: string, args: unknown[]): unknown {
    return this.#drawing?.methods?.[method]?.(...args);
  }

  #draw(): Drawing {
    const { draw, slotAssignment } = this.#definition;
    const shadow = this.attachShadow({ mode: 'open', slotAssignment });
    shadow.adoptedStyleSheets = [elementStyles()];
    return draw(this, shadow);
  }

  #plan(): void {
    if (this.#planned || !this.#drawing) return;
    this.#planned = true;
    queueMicrotask(() => {
      this.#planned = false;
      if (this.isConnected) this.#drawing?.refresh?.();
    });
  }

  #mirror(name: string, value: unknown): void {
    // Identities of two extensions on one page must not collide.
    if (name === 'id') this.dataset.elementId = String(value);
    if (NOT_MIRRORED.has(name)) return;
    const attribute = attributeOf(name);
    const text = textOf(value);
    if (text === this.getAttribute(attribute)) return;
    this.#mirroring = attribute;
    if (text === null) this.removeAttribute(attribute);
    else this.setAttribute(attribute, text);
    this.#mirroring = '';
  }
}

/** A class for one tag. `slotAssignment` is manual where a drawing places its children itself. */
export function createElementClass(
  shape: ElementShape,
  draw: Draw,
  slotAssignment: SlotAssignmentMode = 'named',
): CustomElementConstructor {
  const names = Object.keys(shape.properties);
  const attributes = new Map(names.map((name) => [attributeOf(name), name]));
  class DefinedElement extends TwinElement {
    static override definition = { shape, draw, slotAssignment, attributes };
    static observedAttributes = [...attributes.keys()];
  }
  for (const name of names) {
    Object.defineProperty(DefinedElement.prototype, name, {
      configurable: true,
      get(this: TwinElement) {
        return this.read(name);
      },
      set(this: TwinElement, value: unknown) {
        this.set(name, value);
      },
    });
  }
  for (const method of shape.methods) {
    Object.defineProperty(DefinedElement.prototype, method, {
      configurable: true,
      value(this: TwinElement, ...args: unknown[]) {
        return this.invoke(method, args);
      },
    });
  }
  return DefinedElement;
}

/** `accessibilityLabel` → `accessibility-label`. */
function attributeOf(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** What the attribute says, null where it is left out. */
function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '' || value === false) return null;
  if (value === true) return '';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function fromAttribute(text: string | null, kind: PropertyKind): unknown {
  if (kind === 'boolean') return text !== null && text !== 'false';
  if (text === null) return undefined;
  return kind === 'number' ? Number.parseFloat(text) : text;
}
