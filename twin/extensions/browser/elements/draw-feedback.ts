/** What tells the reader how things are: banners, spinners, progress, announcements, details. */
import { drawIcon } from './icons.ts';
import { hasActions, headingLevel } from './draw-layout.ts';
import { make, put, say } from './make.ts';
import type { Draw } from './twin-element.ts';

const TONE_ICONS: Readonly<Record<string, string>> = {
  success: 'check-circle',
  warning: 'alert-triangle',
  critical: 'alert-circle',
};

/** Urgent ones interrupt a screen reader, the others wait. */
export const drawBanner: Draw = (host, shadow) => {
  const icon = make('span', { class: 'glyph' });
  const title = make('strong', { class: 'banner-title' });
  const body = make('div', { class: 'banner-body' }, make('slot'));
  const slot = (name: string) => make('slot', { name });
  const actions = make(
    'div',
    { class: 'inline' },
    slot('primary-action'),
    slot('secondary-actions'),
  );
  const fold = make('button', { type: 'button', class: 'plain', 'aria-label': 'Show more' });
  const close = make('button', { type: 'button', class: 'plain', 'aria-label': 'Dismiss' });
  fold.append(...drawIcon('chevron-down'));
  close.append(...drawIcon('x'));
  const words = make('div', { class: 'banner-words' }, title, body, actions);
  shadow.append(make('div', { class: 'banner' }, icon, words, fold, close));
  let folded: boolean | undefined;
  const refresh = () => {
    const collapsible = host.flag('collapsible') && host.isSet('heading');
    folded ??= collapsible;
    icon.replaceChildren(...drawIcon(TONE_ICONS[host.text('tone')] ?? 'info'));
    say(title, host.text('heading'));
    actions.hidden = !hasActions(host);
    body.hidden = collapsible && folded;
    fold.hidden = !collapsible;
    put(fold, { 'aria-expanded': String(!folded) });
    close.hidden = !host.flag('dismissible');
    const urgent = ['critical', 'warning'].includes(host.text('tone'));
    put(host, { role: urgent ? 'alert' : 'status' });
  };
  fold.addEventListener('click', (event) => {
    event.stopPropagation();
    folded = !folded;
    refresh();
  });
  close.addEventListener('click', (event) => {
    event.stopPropagation();
    host.tell('dismiss', { properties: { hidden: true } });
    host.tell('afterhide');
  });
  return { refresh };
};

/** Thank-you pages greet with it; it can be put away and opened again. */
export const drawAnnouncement: Draw = (host, shadow) => {
  const close = make('button', { type: 'button', class: 'plain', 'aria-label': 'Dismiss' });
  close.append(...drawIcon('x'));
  shadow.append(make('div', { class: 'announcement' }, make('div', {}, make('slot')), close));
  const toggle = (open: boolean) => {
    const event = { oldState: open ? 'closed' : 'open', newState: open ? 'open' : 'closed' };
    host.hidden = !open;
    host.tell('toggle', { event });
    host.tell('aftertoggle', { event });
    if (!open) host.tell('dismiss');
  };
  close.addEventListener('click', (event) => {
    event.stopPropagation();
    toggle(false);
  });
  return {
    refresh: () => put(host, { role: 'region', 'aria-label': 'Announcement' }),
    methods: { dismiss: () => toggle(false) },
  };
};

export const drawSpinner: Draw = (host, shadow) => {
  shadow.append(make('span', { class: 'wheel' }));
  return {
    refresh: () =>
      put(host, { role: 'img', 'aria-label': host.text('accessibilityLabel') || 'Loading' }),
  };
};

/** Without a value it is under way and nobody knows how far. */
export const drawProgress: Draw = (host, shadow) => {
  const bar = make('progress');
  shadow.append(bar);
  return {
    refresh: () =>
      put(bar, {
        max: host.amount('max') ?? 1,
        value: host.amount('value'),
        'aria-label': host.text('accessibilityLabel') || 'Progress',
      }),
  };
};

/** Opens and closes; its `s-summary` child is the button. */
export const drawDetails: Draw = (host, shadow) => {
  const slot = make('slot');
  const summary = make('slot');
  const details = make('details', {}, make('summary', {}, summary), make('div', {}, slot));
  shadow.append(details);
  let first = true;
  details.addEventListener('toggle', (event) => {
    event.stopPropagation();
    if (details.open === host.flag('open')) return;
    const states = { oldState: details.open ? 'closed' : 'open', newState: stateOf(details) };
    host.tell('toggle', { properties: { open: details.open }, event: states });
    host.tell('aftertoggle', { event: states });
  });
  return {
    refresh: () => {
      const head = host.querySelector(':scope > s-summary');
      if (head) summary.assign(head);
      slot.assign(...[...host.childNodes].filter(isContent).filter((node) => node !== head));
      if (first && host.flag('defaultOpen')) host.hold('open', true);
      first = false;
      details.open = host.flag('open');
    },
  };
};

function stateOf({ open }: HTMLDetailsElement): string {
  return open ? 'open' : 'closed';
}

/** Only elements and text can be placed in a slot; Preact leaves comments behind. */
export function isContent(node: Node): node is Element | Text {
  return node instanceof Element || node instanceof Text;
}

/** The admin's block: a card that folds to a one-line summary. */
export const drawAdminBlock: Draw = (host, shadow) => {
  const title = make('h2', { class: 'section-title' });
  const slot = (name: string) => make('slot', { name });
  const head = make('div', { class: 'block-head' }, title, slot('secondary-actions'));
  shadow.append(make('section', { class: 'card' }, head, make('slot')));
  const section = shadow.querySelector('section');
  return {
    refresh: () => {
      say(title, host.text('heading'));
      put(title, { role: 'heading', 'aria-level': headingLevel(host) });
      if (section) put(section, { 'aria-label': host.text('heading') || undefined });
    },
  };
};

/** A form of an extension; its fields live in other shadow roots, so it listens to them itself. */
export const drawForm: Draw = (host, shadow) => {
  shadow.append(make('slot'));
  return {
    refresh: () => {
      const name = host.querySelector('s-heading')?.textContent?.trim();
      put(host, name ? { role: 'form', 'aria-label': name } : { role: 'group' });
    },
  };
};
