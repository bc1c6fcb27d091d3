/**
 * An `s-*` element on a page of its own: no extension hears it but the page, which may use it as it
 * uses any other element of HTML.
 */
import type { ElementShape } from '../../extensions/elements/element-table.ts';
import { createElementClass, type Draw, type Host } from '../../extensions/browser/elements/twin-element.ts';
import type { EventPayload } from '../../extensions/browser/wire.ts';
import { entriesOf, FIELD_TAGS, ONE_LINE } from './form-values.ts';

/** As in HTML; the rest is heard at the element alone. */
const BUBBLING = new Set(['click', 'input', 'change']);

/** What a reset brings back. */
const HELD = ['value', 'checked', 'values', 'files', 'selected'];

type Made = new () => Host & {
  connectedCallback(): void;
  attributeChangedCallback(name: string, old: string | null, text: string | null): void;
};

/** Takes the place of `createElementClass` where the elements stand on an app's page. */
export function createPageClass(
  shape: ElementShape,
  draw: Draw,
  slotAssignment?: SlotAssignmentMode,
): CustomElementConstructor {
  const Base = createElementClass(shape, withoutHead(draw), slotAssignment) as unknown as Made;

  return class PageElement extends Base {
    static formAssociated = true;
    readonly #internals = this.attachInternals();
    #untouched: ReadonlyMap<string, unknown> | undefined;

    constructor() {
      super();
      this.addEventListener('keydown', (event) => this.#submitByEnter(event));
    }

    override connectedCallback(): void {
      this.#adoptProperties();
      super.connectedCallback();
      this.#untouched ??= new Map(HELD.map((name) => [name, this.read(name)]));
      this.#sync();
    }

    override set(name: string, value: unknown): void {
      super.set(name, value);
      const id = name === 'id' ? this.text('id') : '';
      if (id !== '' && this.getAttribute('id') !== id) this.setAttribute('id', id);
    }

    override hold(name: string, value: unknown): void {
      super.hold(name, value);
      this.#sync();
    }

    override tell(type: string, payload: EventPayload = {}): void {
      for (const [name, value] of Object.entries(payload.properties ?? {})) this.hold(name, value);
      const event = createEvent(type);
      this.dispatchEvent(event);
      if (type === 'click' && !event.defaultPrevented) this.#actOnForm();
    }

    /** The admin's title bar and the page's own script press what is drawn inside. */
    override click(): void {
      const control = this.shadowRoot?.querySelector<HTMLElement>('[part=control]');
      if (control) control.click();
      else super.click();
    }

    get form(): HTMLFormElement | null {
      return this.#internals.form;
    }

    formResetCallback(): void {
      for (const [name, value] of this.#untouched ?? []) this.set(name, value);
      for (const choice of this.querySelectorAll<Host>(':scope > s-choice')) {
        choice.set('selected', undefined);
      }
    }

    /** What a page set before it knew the element. */
    #adoptProperties(): void {
      for (const name of Object.keys(shape.properties)) {
        if (!Object.hasOwn(this, name)) continue;
        const value = Reflect.get(this, name) as unknown;
        Reflect.deleteProperty(this, name);
        this.set(name, value);
      }
    }

    #sync(): void {
      // A field of the class is set only once the parent's constructor is through.
      if (!(#internals in this) || !FIELD_TAGS.has(this.localName)) return;
      const entries = entriesOf(this, [...this.querySelectorAll<Host>(':scope > s-choice')]);
      const data = new FormData();
      for (const [name, value] of entries) data.append(name, value);
      this.#internals.setFormValue(entries.length === 0 ? null : data);
    }

    #actOnForm(): void {
      const type = this.text('type');
      if (this.localName !== 's-button' || this.isSet('commandFor') || this.isSet('href')) return;
      if (type === 'submit') this.form?.requestSubmit();
      if (type === 'reset') this.form?.reset();
    }

    #submitByEnter(event: KeyboardEvent): void {
      if (event.key !== 'Enter' || event.isComposing || !ONE_LINE.test(this.localName)) return;
      this.form?.requestSubmit();
    }
  };
}

function createEvent(type: string): Event {
  const bubbles = BUBBLING.has(type);
  if (type === 'click') {
    return new MouseEvent(type, { bubbles, composed: true, cancelable: true });
  }
  return new Event(type, { bubbles, composed: bubbles });
}

/** The heading and the actions of a page stand in the admin's title bar, where there is one. */
function withoutHead(draw: Draw): Draw {
  return (host, shadow) => {
    const drawing = draw(host, shadow);
    if (host.localName !== 's-page' || window.parent === window) return drawing;
    return {
      ...drawing,
      refresh: () => {
        drawing.refresh?.();
        for (const part of shadow.querySelectorAll<HTMLElement>('.breadcrumb, .page-head')) {
          part.hidden = true;
        }
      },
    };
  };
}
