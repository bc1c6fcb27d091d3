/** Boxes that arrange their children: stacks, grids, sections, pages, and a surface's cards. */
import { layoutCss } from './layout.ts';
import { make, put, say } from './make.ts';
import type { Draw, Host } from './twin-element.ts';

/** What a layout element may be to a screen reader; other words of Shopify's mean nothing here. */
const ROLES: Readonly<Record<string, string>> = {
  main: 'main',
  header: 'banner',
  footer: 'contentinfo',
  section: 'region',
  region: 'region',
  aside: 'complementary',
  navigation: 'navigation',
  'ordered-list': 'list',
  'unordered-list': 'list',
  'list-item': 'listitem',
  'list-item-separator': 'separator',
  separator: 'separator',
  status: 'status',
  alert: 'alert',
};

/** A box that only arranges: stack, grid, box and their kin. */
export const drawBox: Draw = (host, shadow) => {
  const style = make('style');
  shadow.append(style, make('slot'));
  return {
    refresh: () => {
      style.textContent = layoutCss(host);
      applyRole(host);
    },
  };
};

/** Also sets what `accessibilityLabel` and `accessibilityVisibility` say. */
export function applyRole(host: Host): void {
  const role = ROLES[host.text('accessibilityRole')];
  const label = host.text('accessibilityLabel') || undefined;
  put(host, {
    role: role ?? (label ? 'group' : undefined),
    'aria-label': label,
    'aria-hidden': host.text('accessibilityVisibility') === 'hidden' ? 'true' : undefined,
  });
}

/** Scrolls, and can therefore be reached by keyboard. */
export const drawScrollBox: Draw = (host, shadow) => {
  const box = drawBox(host, shadow);
  return {
    refresh: () => {
      box.refresh?.();
      put(host, { tabindex: 0, role: 'group', 'aria-label': scrollLabel(host) });
    },
  };
};

function scrollLabel(host: Host): string {
  return host.text('accessibilityLabel') || 'Scrollable content';
}

/** A card in the admin, a titled part elsewhere. */
export const drawSection: Draw = (host, shadow) => {
  const title = make('h2', { class: 'section-title', part: 'heading' });
  shadow.append(make('section', {}, title, make('slot')));
  return {
    refresh: () => {
      retitle(host, title);
      const section = title.parentElement;
      const name = host.text('heading') || host.text('accessibilityLabel');
      if (section) put(section, { 'aria-label': name || undefined });
    },
  };
};

/** Says the title at the level its nesting asks for. */
function retitle(host: Host, title: HTMLElement): void {
  say(title, host.text('heading'));
  put(title, { role: 'heading', 'aria-level': headingLevel(host) });
}

/** 2 atop an extension, 1 atop an app's page, one deeper in each section around it, at most 6. */
export function headingLevel(host: Element): number {
  let level = host.closest('.twin-extension') ? 2 : 1;
  const sections = 's-section, s-admin-block, s-pos-block, s-admin-action, s-modal, s-page';
  for (let at = host.parentElement; at; at = at.parentElement) {
    if (at.matches(sections)) level += 1;
  }
  return Math.min(level, 6);
}

/** A page or full-screen action: heading, subheading, actions beside, content below. */
export const drawPage: Draw = (host, shadow) => {
  const title = make('h1', { class: 'page-title' });
  const under = make('p', { class: 'subdued' });
  const slot = (name: string) => make('slot', { name });
  const actions = make(
    'div',
    { class: 'actions' },
    slot('secondary-actions'),
    slot('secondary-action'),
    slot('primary-action'),
  );
  shadow.append(
    make('div', { class: 'breadcrumb' }, slot('breadcrumb-actions')),
    make(
      'header',
      { class: 'page-head' },
      make('div', {}, title, make('div', { class: 'inline' }, slot('accessory')), under),
      actions,
    ),
    make('div', { class: 'page-body' }, make('slot'), make('aside', {}, slot('aside'))),
    make('footer', { class: 'foot-actions', role: 'presentation' }, slot('supporting')),
  );
  const aside = shadow.querySelector('aside');
  const head = shadow.querySelector('header');
  return {
    refresh: () => {
      say(title, host.text('heading') || host.text('title'));
      say(under, host.text('subheading') || host.text('summary'));
      put(title, { role: 'heading', 'aria-level': headingLevel(host) });
      if (aside) aside.hidden = !host.querySelector(':scope > [slot=aside]');
      if (head) head.hidden = title.hidden && under.hidden && !hasActions(host);
      put(head ?? title, { role: 'presentation' });
    },
  };
};

/** Whether anything was put into a place for actions. */
export function hasActions(host: Host): boolean {
  return host.querySelector(':scope > [slot$=action], :scope > [slot$=actions]') !== null;
}

export const drawDivider: Draw = (host, shadow) => {
  shadow.append(make('div', { class: 'rule' }));
  return {
    refresh: () => {
      const upright = host.text('direction') === 'block';
      put(host, { role: 'separator', 'aria-orientation': upright ? 'vertical' : undefined });
    },
  };
};

/** Buttons in a row; the primary one stands last, as it does on Shopify. */
export const drawButtonGroup: Draw = (host, shadow) => {
  const slot = (name: string) => make('slot', { name });
  shadow.append(
    make(
      'div',
      { class: 'inline' },
      make('slot'),
      slot('secondary-actions'),
      slot('primary-action'),
    ),
  );
  return {
    refresh: () => put(host, { role: 'group', 'aria-label': groupLabel(host) }),
  };
};

function groupLabel(host: Host): string {
  return host.text('accessibilityLabel') || 'Actions';
}

/** The admin's side navigation: a list of links. */
export const drawNavigation: Draw = (host, shadow) => {
  shadow.append(make('nav', { class: 'nav', 'aria-label': 'App' }, make('slot')));
  return { refresh: () => put(host, { role: undefined }) };
};

/** Nothing was found: a picture's place, a heading, what to do. */
export const drawEmptyState: Draw = (host, shadow) => {
  const title = make('h2', { class: 'section-title' });
  const under = make('p', { class: 'subdued' });
  const slot = (name: string) => make('slot', { name });
  const actions = [slot('secondary-action'), slot('primary-action')];
  shadow.append(
    make(
      'div',
      { class: 'empty' },
      slot('graphic'),
      title,
      under,
      make('slot'),
      make('div', { class: 'inline' }, ...actions),
    ),
  );
  return {
    refresh: () => {
      retitle(host, title);
      say(under, host.text('subheading'));
    },
  };
};

/** What the page draws for a tag the surface does not have: the children, in the open. */
export const drawHolder: Draw = (_, shadow) => {
  shadow.append(make('slot'));
  return {};
};
