/**
 * The contextual save bar: `<ui-save-bar>`, forms marked `data-save-bar`, and `shopify.saveBar`.
 * The admin draws the bar; its buttons press the app's own
 * (https://shopify.dev/docs/api/app-bridge-library/apis/save-bar, read 2026-11).
 */
import type { SaveBarState } from '../bridge-protocol.ts';
import { isOn, watch } from './bridge-actions.ts';
import type { Link } from './link.ts';

type Shown = { readonly owner: Element; readonly save: () => void; readonly discard: () => void };

let shown: Shown | null = null;

function show(link: Link, bar: Shown, state: SaveBarState): void {
  shown = bar;
  link.tell('saveBar.show', state);
}

function hide(link: Link, owner: Element): void {
  if (shown?.owner !== owner) return;
  shown = null;
  link.tell('saveBar.hide', null);
}

/** Defines the element and watches the forms. */
export function defineSaveBar(link: Link): void {
  link.on('saveBar.save', () => shown?.save());
  link.on('saveBar.discard', () => shown?.discard());

  class SaveBar extends HTMLElement {
    #stop: (() => void) | null = null;

    get showing(): boolean {
      return shown?.owner === this;
    }
    get discardConfirmation(): boolean {
      return this.hasAttribute('discardConfirmation');
    }
    set discardConfirmation(isAsked: boolean) {
      this.toggleAttribute('discardConfirmation', isAsked);
    }
    connectedCallback(): void {
      this.style.display = 'none';
    }
    disconnectedCallback(): void {
      void this.hide();
    }
    async show(): Promise<void> {
      if (this.showing) return;
      // Its buttons may be told to wait, or to be off, while it is there.
      this.#stop = watch(this, () =>
        show(link, { owner: this, ...pressersOf(this) }, describe(this)),
      );
      this.dispatchEvent(new Event('show'));
    }
    async hide(): Promise<void> {
      if (!this.showing) return;
      this.#stop?.();
      hide(link, this);
      this.dispatchEvent(new Event('hide'));
    }
    toggle(): Promise<void> {
      return this.showing ? this.hide() : this.show();
    }
  }
  customElements.define('ui-save-bar', SaveBar);
  watchForms(link);
}

function buttonsOf(bar: Element) {
  const buttons = [...bar.querySelectorAll('button')];
  const save = buttons.find((button) => button.getAttribute('variant') === 'primary');
  return { save, discard: buttons.find((button) => button !== save) };
}

function pressersOf(bar: Element): Pick<Shown, 'save' | 'discard'> {
  return {
    save: () => buttonsOf(bar).save?.click(),
    discard: () => buttonsOf(bar).discard?.click(),
  };
}

function describe(bar: HTMLElement & { discardConfirmation?: boolean }): SaveBarState {
  const { save, discard } = buttonsOf(bar);
  return {
    isDiscardConfirmed: isOn(bar, 'discardConfirmation'),
    save: {
      label: save?.textContent?.trim() || 'Save',
      isDisabled: save ? isOn(save, 'disabled') : false,
      isLoading: save ? isOn(save, 'loading') : false,
    },
    discard: { isDisabled: discard ? isOn(discard, 'disabled') : false },
  };
}

const FORM = 'form[data-save-bar]';

/** A form is dirty while what it would send differs from what it would have sent untouched. */
function watchForms(link: Link): void {
  const untouched = new WeakMap<HTMLFormElement, string>();
  const formOf = (event: Event) =>
    event.target instanceof Element ? event.target.closest<HTMLFormElement>(FORM) : null;
  const remember = (form: HTMLFormElement) => untouched.set(form, serialise(form));

  const judge = (form: HTMLFormElement) => {
    if (serialise(form) === untouched.get(form)) hide(link, form);
    else if (shown?.owner !== form) showForm(link, form);
  };
  document.addEventListener(
    'focusin',
    (event) => {
      const form = formOf(event);
      if (form && !untouched.has(form)) remember(form);
    },
    true,
  );
  for (const name of ['input', 'change']) {
    document.addEventListener(name, (event) => {
      const form = formOf(event);
      if (!form) return;
      if (!untouched.has(form)) untouched.set(form, '');
      judge(form);
    });
  }
  for (const name of ['submit', 'reset']) {
    document.addEventListener(name, (event) => {
      const form = formOf(event);
      // What is sent, or put back, is the new beginning.
      if (form) setTimeout(() => (remember(form), hide(link, form)));
    });
  }
  new MutationObserver(() => {
    if (shown && !shown.owner.isConnected) hide(link, shown.owner);
  }).observe(document.documentElement, { childList: true, subtree: true });
}

function showForm(link: Link, form: HTMLFormElement): void {
  show(
    link,
    { owner: form, save: () => form.requestSubmit(), discard: () => form.reset() },
    {
      isDiscardConfirmed: form.hasAttribute('data-discard-confirmation'),
      save: { label: 'Save', isDisabled: false, isLoading: false },
      discard: { isDisabled: false },
    },
  );
}

function serialise(form: HTMLFormElement): string {
  return JSON.stringify(
    [...new FormData(form)].map(([name, value]) => [
      name,
      typeof value === 'string' ? value : `${value.name} ${value.size}`,
    ]),
  );
}

export type SaveBarElement = HTMLElement & {
  show: () => Promise<void>;
  hide: () => Promise<void>;
  toggle: () => Promise<void>;
};
