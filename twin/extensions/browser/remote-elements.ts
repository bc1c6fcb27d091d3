/**
 * The extension's side of the `s-*` elements: remote-dom classes that send properties, and bring an
 * event's new value back to the element without sending it round again. Echoing it would overwrite
 * what a fast typist wrote in the meantime.
 */
import { createRemoteElement, RemoteEvent } from '@remote-dom/core/elements';
import type { ElementShape, ElementTable, PropertyKind } from '../elements/element-table.ts';
import type { EventPayload } from './wire.ts';

/** While true, property changes are the host's own and stay here. */
export type Hush = { silent: boolean };

/** Defines every element of the table in the worker's document. */
export function defineRemoteElements(table: ElementTable, hush: Hush): void {
  for (const [tag, shape] of Object.entries(table)) {
    customElements.define(tag, createClass(shape, hush));
  }
}

function createClass(shape: ElementShape, hush: Hush): CustomElementConstructor {
  return createRemoteElement({
    properties: Object.fromEntries(
      Object.entries(shape.properties).map(([name, kind]) => [name, { type: typeOf(kind) }]),
    ),
    events: Object.fromEntries(
      shape.events.map((type) => [
        type,
        {
          bubbles: type === 'click',
          dispatchEvent(this: Element, payload?: EventPayload) {
            return receive(this, type, payload, hush);
          },
        },
      ]),
    ),
    methods: [...shape.methods],
    slots: [...shape.slots],
  });
}

/** Extensions hand these the promise of what they do, as a service worker does with its events. */
const HOLDABLE = new Set(['submit', 'reset']);

/** Nothing on the page waits; what fails is told as any other failure of the extension is. */
function hold(work: Promise<unknown>): void {
  void work;
}

function receive(element: Element, type: string, payload: EventPayload | undefined, hush: Hush) {
  hush.silent = true;
  try {
    Object.assign(element, payload?.properties);
  } finally {
    hush.silent = false;
  }
  const event = new RemoteEvent(type, { bubbles: type === 'click' });
  if (HOLDABLE.has(type)) Object.defineProperty(event, 'waitUntil', { value: hold });
  for (const [name, value] of Object.entries(payload?.event ?? {})) {
    Object.defineProperty(event, name, { value, enumerable: true });
  }
  return event;
}

/**
 * How an attribute becomes a property. remote-dom's own Boolean would send `false` for what nobody
 * set, and `checked` must stay unset for `defaultChecked` to count.
 */
function typeOf(kind: PropertyKind): StringConstructor | NumberConstructor | ParsedType {
  if (kind === 'number') return Number;
  if (kind === 'boolean') return { parse: (text) => text !== 'false' };
  return String;
}

type ParsedType = { parse(text: string): unknown };
