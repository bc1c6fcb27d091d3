/** What can be pressed: buttons, links, clickable boxes, tiles. One inner control does the work. */
import { runCommand, submitForm } from './commands.ts';
import { drawIcon } from './icons.ts';
import { layoutCss, moveRules } from './layout.ts';
import { make, put } from './make.ts';
import type { EventPayload } from '../wire.ts';
import type { Draw, Drawing, Host } from './twin-element.ts';

type Pressable = {
  readonly control: () => HTMLElement;
  /** Redraws the control where it turns from button to link. */
  refresh(): void;
};

/** The control: a link where there is an address, else a button; it keeps its content. */
export function createPressable(
  host: Host,
  shadow: ShadowRoot,
  name: string,
  content: readonly Node[],
  /** What a press changes, told along with the click. */
  press: () => EventPayload = () => ({}),
): Pressable {
  let control: HTMLElement | undefined;
  const build = (tag: 'a' | 'button') => {
    const next = make(tag, { class: name, part: 'control' }, ...content);
    listen(host, next, press);
    if (control) control.replaceWith(next);
    else shadow.append(next);
    return next;
  };
  const refresh = () => {
    const usable = !host.flag('disabled') && !host.flag('loading');
    const tag = host.isSet('href') && usable ? 'a' : 'button';
    if (control?.localName !== tag) control = build(tag);
    put(control, {
      'aria-label': host.text('accessibilityLabel') || undefined,
      'aria-busy': host.flag('loading') ? 'true' : undefined,
      lang: host.text('lang') || undefined,
    });
    if (tag === 'a') put(control, addressOf(host));
    else put(control, { type: 'button', disabled: !usable });
  };
  refresh();
  return { control: () => control ?? host, refresh };
}

/** Addresses of the platform (`shopify:`, `extension:`) are the page's to follow, by the event. */
function addressOf(host: Host) {
  const href = host.text('href');
  const blank = host.text('target') === '_blank' || /^(tel|mailto):/.test(href);
  return {
    href,
    target: blank ? '_blank' : undefined,
    rel: blank ? 'noopener' : undefined,
  };
}

function listen(host: Host, control: HTMLElement, press: () => EventPayload): void {
  control.addEventListener('click', (event) => {
    event.stopPropagation();
    host.tell('click', press());
    const href = host.text('href');
    if (control.localName === 'a') {
      followPlatformAddress(host, href, event);
      return;
    }
    if (runCommand(host)) return;
    const type = host.text('type');
    if (type === 'submit' || type === 'reset') submitForm(host, type);
  });
  for (const type of ['focus', 'blur'] as const) {
    control.addEventListener(type, (event) => {
      event.stopPropagation();
      host.tell(type);
    });
  }
  const point = (isOver: boolean) => runInterest(host, isOver);
  control.addEventListener('mouseenter', () => point(true));
  control.addEventListener('mouseleave', () => point(false));
  control.addEventListener('focusin', () => point(true));
  control.addEventListener('focusout', () => point(false));
}

function runInterest(host: Host, isOver: boolean): void {
  if (!host.isSet('interestFor')) return;
  runCommand(host, isOver ? '--show' : '--hide', host.text('interestFor'));
}

/** The page hears `twin:navigate` and may take over; else the browser follows the link. */
function followPlatformAddress(host: Host, href: string, event: Event): void {
  const asked = new CustomEvent('twin:navigate', {
    detail: { href, target: host.text('target') },
    bubbles: true,
    composed: true,
    cancelable: true,
  });
  const isOurs = !host.dispatchEvent(asked);
  if (isOurs || /^(shopify|extension|app):/.test(href)) event.preventDefault();
}

export const drawButton: Draw = (host, shadow) => {
  const icon = make('span', { class: 'glyph' });
  const wheel = make('span', { class: 'wheel', 'aria-hidden': 'true' });
  const content = [wheel, icon, make('slot')];
  const pressable = createPressable(host, shadow, 'button', content);
  return withControl(pressable, () => {
    pressable.refresh();
    wheel.hidden = !host.flag('loading');
    icon.replaceChildren(...drawIcon(host.text('icon')));
    icon.hidden = host.text('icon') === '';
    describeByTooltip(host, pressable.control());
  });
};

/** A tooltip is drawn elsewhere; a screen reader hears it with the control. */
function describeByTooltip(host: Host, control: HTMLElement): void {
  const id = host.text('interestFor');
  const root = host.getRootNode() as ParentNode;
  const tip = id ? root.querySelector(`s-tooltip[data-element-id="${CSS.escape(id)}"]`) : null;
  put(control, { 'aria-description': tip?.textContent?.trim() || undefined });
}

export const drawLink: Draw = (host, shadow) => {
  const pressable = createPressable(host, shadow, 'link', [make('slot')]);
  return withControl(pressable, () => pressable.refresh());
};

export const drawClickable: Draw = (host, shadow) => {
  const style = make('style');
  shadow.append(style);
  const pressable = createPressable(host, shadow, 'clickable', [make('slot')]);
  return withControl(pressable, () => {
    pressable.refresh();
    // Padding belongs inside what is pressed, so that all of it can be.
    style.textContent = moveRules(layoutCss(host), '.clickable.clickable', /^padding/);
  });
};

export const drawPressButton: Draw = (host, shadow) => {
  const isPressed = () =>
    host.read('pressed') === undefined ? host.flag('defaultPressed') : host.flag('pressed');
  const content = [make('slot')];
  const refresh = () => {
    pressable.refresh();
    put(pressable.control(), { 'aria-pressed': String(isPressed()) });
  };
  const pressable = createPressable(host, shadow, 'button', content, () => {
    host.hold('pressed', !isPressed());
    refresh();
    return { properties: { pressed: isPressed() } };
  });
  return withControl(pressable, refresh);
};

export const drawClickableChip: Draw = (host, shadow) => {
  const content = [make('slot', { name: 'graphic' }), make('slot')];
  const pressable = createPressable(host, shadow, 'chip', content);
  const remove = make('button', { class: 'chip-remove', type: 'button' }, ...drawIcon('x'));
  remove.addEventListener('click', (event) => {
    event.stopPropagation();
    host.tell('remove');
    host.hidden = true;
    host.tell('afterhide', { properties: { hidden: true } });
  });
  shadow.append(remove);
  return withControl(pressable, () => {
    pressable.refresh();
    remove.hidden = !host.flag('removable');
    put(remove, { 'aria-label': `Remove ${host.textContent?.trim() ?? ''}` });
  });
};

/** The till's smart-grid tile. */
export const drawTile: Draw = (host, shadow) => {
  const title = make('span', { class: 'tile-title' });
  const under = make('span', { class: 'tile-under' });
  const count = make('span', { class: 'tile-count' });
  const pressable = createPressable(host, shadow, 'tile', [title, under, count]);
  return withControl(pressable, () => {
    pressable.refresh();
    title.textContent = host.text('heading');
    under.textContent = host.text('subheading');
    count.textContent = host.text('itemCount');
    count.hidden = !(host.amount('itemCount') ?? 0);
  });
};

function withControl(pressable: Pressable, refresh: () => void): Drawing {
  return {
    refresh,
    get control() {
      return pressable.control();
    },
  };
}

/** A pin on the sheet a map is drawn as; it can be pressed. */
export const drawMapMarker: Draw = (host, shadow) => {
  const content = [make('slot', { name: 'graphic' }), ...drawIcon('location')];
  const pressable = createPressable(host, shadow, 'pin', content);
  return withControl(pressable, () => {
    if (!host.isSet('accessibilityLabel')) host.hold('accessibilityLabel', 'Place on the map');
    pressable.refresh();
  });
};
