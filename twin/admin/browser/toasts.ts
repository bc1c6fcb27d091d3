/** Short messages at the foot of the admin. */
import { button, element } from './dialog.ts';
import type { ToastState } from '../../apps/bridge-protocol.ts';

/** At most this many at once, as in Shopify's admin: the oldest goes. */
const SHOWN_MAX = 3;

export type ToastEvents = { readonly onAction: () => void; readonly onDismiss: () => void };

/** Shows one; answers how to take it away. */
export function showToast(toast: ToastState, events: ToastEvents): () => void {
  const host = document.querySelector('[data-toasts]');
  const box = element('div');
  box.className = toast.isError ? 'toast error' : 'toast';
  box.append(element('span', toast.message));
  const hide = () => {
    clearTimeout(timer);
    box.remove();
  };
  if (toast.action) {
    box.append(
      button(toast.action, () => {
        events.onAction();
        hide();
      }),
    );
  }
  const dismiss = () => {
    events.onDismiss();
    hide();
  };
  const close = button('×', dismiss);
  close.className = 'close';
  close.setAttribute('aria-label', 'Dismiss');
  box.append(close);
  host?.append(box);
  while (host && host.children.length > SHOWN_MAX) host.firstElementChild?.remove();
  const timer = setTimeout(dismiss, toast.durationMs);
  return hide;
}
