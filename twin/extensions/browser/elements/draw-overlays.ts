/** What lies above the page: modals, sheets, popovers, menus, tooltips, on the browser's layers. */
import { hasActions, headingLevel } from './draw-layout.ts';
import { drawIcon } from './icons.ts';
import { layoutCss, moveRules } from './layout.ts';
import { make, put, say } from './make.ts';
import type { Draw, Drawing, Host } from './twin-element.ts';

/** A modal keeps the keyboard inside and gives it back when it closes, as `<dialog>` does. */
function drawDialog(kind: 'modal' | 'sheet'): Draw {
  return (host, shadow): Drawing => {
    const title = make('h2', { class: 'section-title' });
    const close = make('button', { type: 'button', class: 'plain', 'aria-label': 'Close' });
    close.append(...drawIcon('x'));
    const slot = (name: string) => make('slot', { name });
    const foot = make(
      'div',
      { class: 'dialog-foot' },
      slot('secondary-actions'),
      slot('primary-action'),
    );
    const dialog = make(
      'dialog',
      { class: kind },
      make('div', { class: 'dialog-head' }, title, close),
      make('div', { class: 'dialog-body' }, make('slot')),
      foot,
    );
    shadow.append(dialog);
    const overlay = createOverlay(host, {
      isOpen: () => dialog.open,
      open: () => dialog.showModal(),
      close: () => dialog.close(),
    });
    close.addEventListener('click', (event) => {
      event.stopPropagation();
      overlay.hide();
    });
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      overlay.hide();
    });
    dialog.addEventListener('click', (event) => {
      event.stopPropagation();
      if (event.target === dialog) overlay.hide();
    });
    let isNew = true;
    return {
      methods: overlay.methods,
      refresh: () => {
        say(title, host.text('heading'));
        const name = host.text('accessibilityLabel') || host.text('heading') || kind;
        foot.hidden = !hasActions(host);
        put(dialog, { 'aria-label': name });
        put(title, { role: 'heading', 'aria-level': headingLevel(host) });
        if (isNew && host.flag('defaultOpen')) overlay.show();
        isNew = false;
      },
    };
  };
}

export const drawModal = drawDialog('modal');
export const drawSheet = drawDialog('sheet');

type Layer = { isOpen(): boolean; open(): void; close(): void };

/** The words every overlay understands, from commands and from the extension's own calls. */
function createOverlay(host: Host, layer: Layer) {
  const show = () => {
    if (layer.isOpen() || !host.isConnected) return;
    host.tell('show');
    layer.open();
    host.tell('aftershow');
  };
  const hide = () => {
    if (!layer.isOpen()) return;
    host.tell('hide');
    layer.close();
    host.tell('afterhide');
  };
  const toggle = () => (layer.isOpen() ? hide() : show());
  const methods = {
    show,
    hide,
    toggle,
    showOverlay: show,
    hideOverlay: hide,
    toggleOverlay: toggle,
  };
  return { show, hide, toggle, methods };
}

/** Opens beside the button that commanded it, and closes on Escape or a press elsewhere. */
export const drawPopover: Draw = (host, shadow) => {
  const style = make('style');
  const sheet = make('div', { class: 'popover', popover: 'auto' }, make('slot'));
  shadow.append(style, sheet);
  return drawPopup(host, sheet, () => {
    style.textContent = moveRules(layoutCss(host), '.popover.popover');
    put(sheet, { role: 'group', 'aria-label': host.text('accessibilityLabel') || 'More' });
  });
};

/** A list of buttons that opens from one. */
export const drawMenu: Draw = (host, shadow) => {
  const sheet = make('div', { class: 'popover menu', popover: 'auto' }, make('slot'));
  shadow.append(sheet);
  return drawPopup(host, sheet, () =>
    put(sheet, { role: 'group', 'aria-label': host.text('accessibilityLabel') || 'Menu' }),
  );
};

/** How long after a press closed the layer its click may still arrive. */
const CLICK_ARRIVES_MS = 60;

function drawPopup(host: Host, sheet: HTMLElement, refresh: () => void): Drawing {
  const isOpen = () => sheet.matches(':popover-open');
  let justClosed = false;
  // Escape and a press elsewhere close it without asking us; all ways of closing come by here.
  sheet.addEventListener('beforetoggle', ({ newState }) => {
    if (newState === 'open' || !isOpen()) return;
    justClosed = true;
    setTimeout(() => (justClosed = false), CLICK_ARRIVES_MS);
    queueMicrotask(() => host.tell('hide'));
  });
  const show = (by?: unknown) => {
    if (isOpen() || !host.isConnected) return;
    host.tell('show');
    sheet.showPopover();
    if (by instanceof HTMLElement) placeBeside(sheet, by);
  };
  const hide = () => {
    if (isOpen()) sheet.hidePopover();
  };
  // The press that closed it may have been on the very button that now asks to toggle.
  const toggle = (by?: unknown) => {
    if (isOpen()) hide();
    else if (!justClosed) show(by);
  };
  return {
    refresh,
    methods: { show, hide, toggle, showOverlay: show, hideOverlay: hide, toggleOverlay: toggle },
  };
}

/** Below the button where there is room, above it otherwise, never off the screen. */
function placeBeside(sheet: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = sheet;
  const left = Math.max(8, Math.min(at.left, innerWidth - width - 8));
  const below = at.bottom + 6;
  const top = below + height > innerHeight ? Math.max(8, at.top - height - 6) : below;
  sheet.style.left = `${left}px`;
  sheet.style.top = `${top}px`;
}

/** Shown while its button has the pointer or the keyboard; the button reads it as description. */
export const drawTooltip: Draw = (_, shadow) => {
  const sheet = make('div', { class: 'popover tip', popover: 'manual', role: 'tooltip' });
  sheet.append(make('slot'));
  shadow.append(sheet);
  return {
    methods: {
      show: (by) => {
        if (!sheet.matches(':popover-open')) sheet.showPopover();
        if (by instanceof HTMLElement) placeBeside(sheet, by);
      },
      hide: () => {
        if (sheet.matches(':popover-open')) sheet.hidePopover();
      },
    },
  };
};
