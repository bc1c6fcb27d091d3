/** `<ui-title-bar>`, `<s-page>`, `<ui-nav-menu>`, `<s-app-nav>`: drawn by the admin around it. */
import type { NavItem, TitleBarState } from '../bridge-protocol.ts';
import { describeAction, watch } from './bridge-actions.ts';
import type { Link } from './link.ts';

/** Defines the elements; those inside a modal are the modal's own. */
export function defineTitleBar(link: Link): void {
  class TitleBar extends HTMLElement {
    #stop: (() => void) | null = null;
    connectedCallback(): void {
      this.style.display = 'none';
      if (this.closest('ui-modal')) return;
      this.#stop = watch(this, () => link.tell('titleBar.set', describeBar(this)));
    }
    disconnectedCallback(): void {
      if (!this.#stop) return;
      this.#stop();
      this.#stop = null;
      link.tell('titleBar.set', describePage());
    }
  }
  customElements.define('ui-title-bar', TitleBar);
  watchPages(link);
}

function describeBar(bar: Element): TitleBarState {
  const direct = [...bar.querySelectorAll<HTMLElement>(':scope > button, :scope > a')];
  const breadcrumb = direct.find((each) => each.getAttribute('variant') === 'breadcrumb');
  return {
    title: bar.getAttribute('title') ?? (document.title || null),
    breadcrumb: breadcrumb ? describeAction(breadcrumb) : null,
    actions: direct.filter((each) => each !== breadcrumb).map(describeAction),
    groups: [...bar.querySelectorAll(':scope > section')].map((section) => ({
      label: section.getAttribute('label') ?? 'More actions',
      actions: [...section.querySelectorAll<HTMLElement>('button, a')].map(describeAction),
    })),
  };
}

/** What a Polaris page says of itself, where there is no title bar. */
function describePage(): TitleBarState | null {
  const page = document.querySelector('s-page');
  if (!page || document.querySelector('ui-title-bar')) return null;
  const slotted = (slot: string) =>
    [...page.querySelectorAll<HTMLElement>(`:scope > [slot="${slot}"]`)].map(describeAction);
  return {
    title: page.getAttribute('heading'),
    breadcrumb: slotted('breadcrumb-actions')[0] ?? null,
    actions: [...slotted('secondary-actions'), ...slotted('primary-action')],
    groups: [],
  };
}

function watchPages(link: Link): void {
  let said = 'null';
  const observe = () =>
    watch(document.documentElement, () => {
      const state = describePage();
      const text = JSON.stringify(state);
      if (text === said) return;
      said = text;
      link.tell('titleBar.set', state);
    });
  if (document.body) observe();
  else addEventListener('DOMContentLoaded', observe, { once: true });
}

/** The app's menu; answers how to find the element of an item. */
export function defineNavMenu(link: Link): (href: string) => HTMLElement | null {
  const menus = new Set<Element>();

  class NavMenu extends HTMLElement {
    #stop: (() => void) | null = null;
    connectedCallback(): void {
      this.style.display = 'none';
      menus.add(this);
      this.#stop = watch(this, () => link.tell('nav.set', readItems(this)));
    }
    disconnectedCallback(): void {
      menus.delete(this);
      this.#stop?.();
      link.tell('nav.set', []);
    }
  }
  customElements.define('ui-nav-menu', NavMenu);
  customElements.define('s-app-nav', class extends NavMenu {});

  return (href) => {
    for (const menu of menus) {
      const found = [...menu.querySelectorAll<HTMLElement>('a, s-link')].find(
        (item) => item.getAttribute('href') === href,
      );
      if (found) return found;
    }
    return null;
  };
}

/** Every link but the one for the app's home, which is the app's own entry in the menu. */
function readItems(menu: Element): NavItem[] {
  return [...menu.querySelectorAll('a, s-link')]
    .filter((item) => item.getAttribute('rel') !== 'home')
    .map((item) => ({
      href: item.getAttribute('href') ?? '/',
      label: (item.textContent ?? '').trim(),
    }));
}
