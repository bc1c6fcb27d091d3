/** Words: headings, paragraphs, lists, badges, times. */
import { applyRole, headingLevel } from './draw-layout.ts';
import { drawIcon } from './icons.ts';
import { make, put, say } from './make.ts';
import type { Draw, Host } from './twin-element.ts';

export const drawHeading: Draw = (host, shadow) => {
  shadow.append(make('slot'));
  return {
    refresh: () => {
      const plain = ['none', 'presentation'].includes(host.text('accessibilityRole'));
      put(host, {
        role: plain ? undefined : 'heading',
        'aria-level': plain ? undefined : headingLevel(host),
      });
    },
  };
};

/** The element HTML has for a kind of text; the rest is a span. */
const MEANINGS: Readonly<Record<string, 'strong' | 'em' | 'small' | 's' | 'address' | 'mark'>> = {
  strong: 'strong',
  emphasis: 'em',
  offset: 'em',
  small: 'small',
  redundant: 's',
  address: 'address',
  mark: 'mark',
};

export const drawText: Draw = (host, shadow) => {
  let drawn = '';
  return {
    refresh: () => {
      const type = host.text('type');
      if (shadow.childElementCount === 0 || type !== drawn) {
        shadow.replaceChildren(make(MEANINGS[type] ?? 'span', { class: 'words' }, make('slot')));
      }
      drawn = type;
      applyVisibility(host);
    },
  };
};

export const drawParagraph: Draw = (host, shadow) => {
  shadow.append(make('p', { class: 'words' }, make('slot')));
  return { refresh: () => applyVisibility(host) };
};

/** `hidden`: for eyes only. `exclusive`: for screen readers only. */
function applyVisibility(host: Host): void {
  const hidden = host.text('accessibilityVisibility') === 'hidden';
  put(host, { 'aria-hidden': hidden ? 'true' : undefined });
}

export const drawAbbreviation: Draw = (host, shadow) => {
  const word = make('abbr', {}, make('slot'));
  shadow.append(word);
  return { refresh: () => put(word, { title: host.text('title') || undefined }) };
};

export const drawTime: Draw = (host, shadow) => {
  const time = make('time', {}, make('slot'));
  shadow.append(time);
  return { refresh: () => put(time, { datetime: host.text('dateTime') || undefined }) };
};

export const drawList: Draw = (host, shadow) => {
  shadow.append(make('slot'));
  return { refresh: () => put(host, { role: 'list' }) };
};

/** Numbered by its place among its siblings, for a list across shadow roots counts nothing. */
export const drawListItem: Draw = (host, shadow) => {
  const mark = make('span', { class: 'mark', 'aria-hidden': 'true' });
  shadow.append(mark, make('div', { class: 'item' }, make('slot')));
  return {
    refresh: () => {
      put(host, {
        role: host.closest('s-ordered-list, s-unordered-list') ? 'listitem' : undefined,
      });
      const ordered = host.parentElement?.localName === 's-ordered-list';
      const siblings = [...(host.parentElement?.children ?? [])];
      mark.textContent = ordered ? `${siblings.indexOf(host) + 1}.` : '•';
    },
  };
};

export const drawBadge: Draw = (host, shadow) => {
  const icon = make('span', { class: 'glyph' });
  shadow.append(make('span', { class: 'badge' }, icon, make('slot')));
  return {
    refresh: () => {
      icon.replaceChildren(...drawIcon(host.text('icon')));
      icon.hidden = host.text('icon') === '';
    },
  };
};

export const drawChip: Draw = (host, shadow) => {
  shadow.append(make('span', { class: 'chip' }, make('slot', { name: 'graphic' }), make('slot')));
  return { refresh: () => applyRole(host) };
};

/** The line one clicks to open an `s-details`; `draw-disclosure` makes it a button. */
export const drawSummary: Draw = (_, shadow) => {
  shadow.append(make('slot'));
  return {};
};

export const drawSkeleton: Draw = (host, shadow) => {
  const words = make('span', { class: 'ghost' });
  shadow.append(words);
  return {
    refresh: () => {
      say(words, host.text('content') || 'Lorem ipsum dolor sit amet consectetur');
      put(host, { role: 'img', 'aria-label': 'Loading' });
      put(words, { 'aria-hidden': 'true' });
    },
  };
};
