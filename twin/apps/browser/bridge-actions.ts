/**
 * Buttons and links of the app that the admin draws: each gets a name by which a click there comes
 * back to the element here.
 */
import type { BridgeAction } from '../bridge-protocol.ts';
import type { Link } from './link.ts';

const elements = new Map<string, HTMLElement>();
const names = new WeakMap<HTMLElement, string>();

/** How the admin should draw `element`. */
export function describeAction(element: HTMLElement): BridgeAction {
  const name = names.get(element) ?? `action-${elements.size + 1}`;
  names.set(element, name);
  elements.set(name, element);
  const variant = element.getAttribute('variant');
  return {
    id: name,
    label: (element.textContent ?? '').trim(),
    isPrimary: variant === 'primary' || element.getAttribute('slot') === 'primary-action',
    isCritical: element.getAttribute('tone') === 'critical',
    isDisabled: isOn(element, 'disabled'),
    isLoading: isOn(element, 'loading'),
  };
}

/** React writes a flag as a property, as an attribute, or as the word. */
export function isOn(element: Element, flag: string): boolean {
  const property = (element as unknown as Record<string, unknown>)[flag];
  if (typeof property === 'boolean') return property;
  const written = element.getAttribute(flag);
  return written !== null && written !== 'false';
}

export function relayClicks(link: Link): void {
  link.on('action.clicked', ({ id }) => elements.get(id)?.click());
}

/** Calls `read` now and whenever something below `element` changes; answers how to stop. */
export function watch(element: Element, read: () => void): () => void {
  let isPlanned = false;
  const observer = new MutationObserver(() => {
    if (isPlanned) return;
    isPlanned = true;
    queueMicrotask(() => {
      isPlanned = false;
      read();
    });
  });
  observer.observe(element, {
    attributes: true,
    childList: true,
    characterData: true,
    subtree: true,
  });
  read();
  return () => observer.disconnect();
}
