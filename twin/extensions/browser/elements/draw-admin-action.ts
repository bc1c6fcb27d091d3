/** An action of the admin: content above, its buttons along the foot of the window it opens in. */
import { hasActions, headingLevel } from './draw-layout.ts';
import { make, put, say } from './make.ts';
import type { Draw } from './twin-element.ts';

/** In a window of the admin the heading is the window's own, and is not said twice. */
export const drawAdminAction: Draw = (host, shadow) => {
  const title = make('h2', { class: 'section-title' });
  const wheel = make('span', { class: 'wheel', role: 'progressbar', 'aria-label': 'Loading' });
  const body = make('div', { class: 'page-body' }, make('slot'));
  const slot = (name: string) => make('slot', { name });
  const foot = make('div', { class: 'action-foot' });
  foot.append(slot('secondary-actions'), slot('primary-action'));
  shadow.append(title, wheel, body, foot);
  return {
    refresh: () => {
      say(title, host.text('heading'));
      if (host.closest('dialog')) title.hidden = true;
      put(title, { role: 'heading', 'aria-level': headingLevel(host) });
      const isLoading = host.flag('loading');
      wheel.hidden = !isLoading;
      body.hidden = isLoading;
      foot.hidden = !hasActions(host);
    },
  };
};
