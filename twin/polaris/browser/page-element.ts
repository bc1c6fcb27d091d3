/**
 * An `s-*` element on a page of its own: no extension hears it but the page, which may use it as it
 * uses any other element of HTML.
 */
import type { ElementShape, PropertyKind } from '../../extensions/elements/element-table.ts';
import { put } from '../../extensions/browser/elements/make.ts';
import {
  createElementClass,
  type Draw,
  type Host,
} from '../../extensions/browser/elements/twin-element.ts';
import type { EventPayload } from '../../extensions/browser/wire.ts';
import { entriesOf, FIELD_TAGS, ONE_LINE } from './form-values.ts';

/** As in HTML; the rest is heard at the element alone. */
const BUBBLING = new Set(['click', 'input', 'change']);

/** What a reset brings back. */
const HELD = ['value', 'checked', 'values', 'files', 'selected'];

type Made = { readonly observedAttributes: readonly string[] } & (new () => Host & {
  connectedCallback(): void;
  attributeChangedCallback(name: string, old: string | null, text: string | null): void;
});

/** Takes the place of `createElementClass` where the elements stand on an app's page. */
export function createPageClass(
  shape: ElementShape,
  draw: Draw,
  slotAssignment?: SlotAssignmentMode,
): CustomElementConstructor {
  const Base = createElementClass(shape, withoutHead(draw), slotAssignment) as unknown as Made;

  const written = writtenNames(shape);

  return class PageElement extends Base {
    static formAssociated = true;
    static override observedAttributes = [...Base.observedAttributes, ...written.keys()];
    readonly #internals = this.attachInternals();
    #leaveForm: AbortController | undefined;
    #untouched: ReadonlyMap<string, unknown> | undefined;

    constructor() {
      super();
      this.addEventListener('keydown', (event) => submitByEnter(this, this.form, event));
    }

    override connectedCallback(): void {
      adoptProperties(this, shape);
      super.connectedCallback();
      this.#untouched ??= new Map(HELD.map((name) => [name, this.read(name)]));
    }

    override attributeChangedCallback(name: string, old: string | null, text: string | null): void {
      const property = written.get(name);
      if (property === undefined) super.attributeChangedCallback(name, old, text);
      else this.set(property, readAttribute(text, shape.properties[property]));
    }

    override set(name: string, value: unknown): void {
      super.set(name, value);
      const id = name === 'id' ? this.text('id') : '';
      if (id !== '' && this.getAttribute('id') !== id) this.setAttribute('id', id);
    }

    override tell(type: string, payload: EventPayload = {}): void {
      for (const [name, value] of Object.entries(payload.properties ?? {})) this.set(name, value);
      const event = createEvent(type);
      this.dispatchEvent(event);
      if (type === 'click' && !event.defaultPrevented) actOnForm(this, this.form);
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

    formAssociatedCallback(form: HTMLFormElement | null): void {
      this.#leaveForm?.abort();
      if (form && FIELD_TAGS.has(this.localName)) this.#leaveForm = joinForm(this, form);
    }

    formResetCallback(): void {
      for (const [name, value] of this.#untouched ?? []) this.set(name, value);
    }
  };
}

/** What a page set before it knew the element. */
function adoptProperties(element: Host, { properties }: ElementShape): void {
  for (const name of Object.keys(properties)) {
    if (!Object.hasOwn(element, name)) continue;
    const value = Reflect.get(element, name) as unknown;
    Reflect.deleteProperty(element, name);
    element.set(name, value);
  }
}

/** Asked when the form is read, for choices may have come and values changed in between. */
function joinForm(element: Host, form: HTMLFormElement): AbortController {
  const leave = new AbortController();
  const tell = ({ formData }: FormDataEvent) => {
    const choices = [...element.querySelectorAll<Host>('s-choice, s-option')];
    for (const [name, value] of entriesOf(element, choices)) formData.append(name, value);
  };
  form.addEventListener('formdata', tell, { signal: leave.signal });
  return leave;
}

function actOnForm(element: Host, form: HTMLFormElement | null): void {
  if (element.localName !== 's-button') return;
  if (element.isSet('commandFor') || element.isSet('href')) return;
  const type = element.text('type');
  if (type === 'submit') form?.requestSubmit();
  if (type === 'reset') form?.reset();
}

function submitByEnter(element: Host, form: HTMLFormElement | null, event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.isComposing || !ONE_LINE.test(element.localName)) return;
  form?.requestSubmit();
}

/** `commandFor` is `commandfor` to a browser that reads a page: lower-case name → property. */
function writtenNames({ properties }: ElementShape): ReadonlyMap<string, string> {
  const camels = Object.keys(properties).filter((name) => /[A-Z]/.test(name));
  return new Map(camels.map((name) => [name.toLowerCase(), name]));
}

function readAttribute(text: string | null, kind: PropertyKind | undefined): unknown {
  if (kind === 'boolean') return text !== null && text !== 'false';
  if (text === null) return undefined;
  return kind === 'number' ? Number.parseFloat(text) : text;
}

function createEvent(type: string): Event {
  const bubbles = BUBBLING.has(type);
  if (type === 'click') {
    return new MouseEvent(type, { bubbles, composed: true, cancelable: true });
  }
  return new Event(type, { bubbles, composed: bubbles });
}

/**
 * The heading and the actions of a page stand in the admin's title bar, where there is one; a
 * screen reader still hears of the heading where it is.
 */
function withoutHead(draw: Draw): Draw {
  return (host, shadow) => {
    const drawing = draw(host, shadow);
    if (host.localName !== 's-page') return drawing;
    const isFramed = window.parent !== window;
    return {
      ...drawing,
      refresh: () => {
        drawing.refresh?.();
        put(host, { role: 'main' });
        if (!isFramed) return;
        shadow.querySelector('.page-head')?.classList.add('unseen');
        for (const part of shadow.querySelectorAll<HTMLElement>('.breadcrumb, .actions')) {
          part.hidden = true;
        }
      },
    };
  };
}
