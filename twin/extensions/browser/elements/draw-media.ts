/** Pictures and what stands for one. */
import { drawIcon } from './icons.ts';
import { layoutCss } from './layout.ts';
import { make, put, say } from './make.ts';
import { drawQrPath } from './qr-code.ts';
import type { Draw, Host } from './twin-element.ts';

/** An image with its address; where it fails to load, an empty frame of the same size. */
function picture(host: Host): HTMLImageElement {
  const image = make('img');
  for (const type of ['load', 'error'] as const) {
    image.addEventListener(type, (event) => {
      event.stopPropagation();
      host.tell(type);
      image.classList.toggle('missing', type === 'error');
    });
  }
  return image;
}

function refreshPicture(host: Host, image: HTMLImageElement): void {
  put(image, {
    src: host.text('src') || undefined,
    srcset: host.text('srcSet') || undefined,
    sizes: host.text('sizes') || undefined,
    alt: host.text('alt'),
    loading: host.text('loading') === 'lazy' ? 'lazy' : undefined,
  });
}

export const drawImage: Draw = (host, shadow) => {
  const style = make('style');
  const image = picture(host);
  shadow.append(style, image);
  return {
    refresh: () => {
      refreshPicture(host, image);
      if (host.text('accessibilityRole') === 'presentation') image.alt = '';
      const [wide = '', high = '1'] = host.text('aspectRatio').split('/');
      const ratio = /^[\d.]+$/.test(wide.trim()) ? `${wide.trim()} / ${high.trim()}` : 'auto';
      style.textContent = layoutCss(host);
      image.style.aspectRatio = ratio.replace(/[^\d./ auto]/g, '');
      image.style.inlineSize = host.text('inlineSize') === 'auto' ? 'auto' : '100%';
      image.style.objectFit = host.text('objectFit') === 'cover' ? 'cover' : 'contain';
    },
  };
};

export const drawThumbnail: Draw = (host, shadow) => {
  const image = picture(host);
  const count = make('span', { class: 'count' });
  const frame = make('span', { class: 'thumbnail' }, image, ...drawIcon('image'), count);
  shadow.append(frame);
  const icon = frame.querySelector('svg');
  return {
    refresh: () => {
      refreshPicture(host, image);
      image.hidden = !host.isSet('src');
      icon?.toggleAttribute('hidden', host.isSet('src'));
      const total = host.amount('totalItems') ?? 0;
      say(count, total > 1 ? String(total) : '');
    },
  };
};

export const drawAvatar: Draw = (host, shadow) => {
  const image = picture(host);
  const initials = make('span', { 'aria-hidden': 'true' });
  shadow.append(make('span', { class: 'avatar' }, image, initials));
  return {
    refresh: () => {
      refreshPicture(host, image);
      image.alt = '';
      image.hidden = !host.isSet('src');
      say(initials, host.isSet('src') ? '' : host.text('initials').slice(0, 3) || '•');
      put(host, {
        role: 'img',
        'aria-label': host.text('alt') || host.text('initials') || 'Avatar',
      });
    },
  };
};

export const drawIconElement: Draw = (host, shadow) => {
  const glyph = make('span', { class: 'glyph' });
  shadow.append(glyph);
  return {
    refresh: () => {
      glyph.replaceChildren(...drawIcon(host.text('type')));
      put(host, { 'aria-hidden': 'true' });
    },
  };
};

/** A card's brand as words in a frame: the brands' own marks are theirs. */
export const drawPaymentIcon: Draw = (host, shadow) => {
  const mark = make('span', { class: 'payment', 'aria-hidden': 'true' });
  shadow.append(mark);
  return {
    refresh: () => {
      const brand = host.text('type').replaceAll('-', ' ');
      mark.textContent = brand;
      put(host, {
        role: 'img',
        'aria-label': host.text('accessibilityLabel') || brand || 'Payment',
      });
    },
  };
};

/** Shows so many of its pictures, and how many more there are. */
export const drawImageGroup: Draw = (host, shadow) => {
  const more = make('span', { class: 'more' });
  shadow.append(make('div', { class: 'pictures' }, make('slot'), more));
  return {
    refresh: () => {
      const rest = (host.amount('totalItems') ?? 0) - host.children.length;
      say(more, rest > 0 ? `+${rest}` : '');
    },
  };
};

export const drawQrCode: Draw = (host, shadow) => {
  const picture = make('span', { class: 'qr' });
  shadow.append(picture);
  return {
    refresh: () => {
      const content = host.text('content');
      put(host, { role: 'img', 'aria-label': host.text('accessibilityLabel') || 'QR code' });
      picture.replaceChildren();
      if (content === '') return;
      const drawn = drawQrPath(content);
      if (drawn) picture.append(drawn);
      else host.tell('error');
    },
  };
};

/** No tiles are fetched: a plain sheet with the place written on it, and its markers. */
export const drawMap: Draw = (host, shadow) => {
  const style = make('style');
  const place = make('span', { class: 'map-place' });
  const markers = make('div', { class: 'map-markers' }, make('slot'));
  shadow.append(style, make('div', { class: 'map' }, place, markers));
  return {
    refresh: () => {
      style.textContent = layoutCss(host);
      place.textContent = `${host.text('latitude') || '0'}, ${host.text('longitude') || '0'}`;
      put(host, { role: 'group', 'aria-label': host.text('accessibilityLabel') || 'Map' });
    },
  };
};

/** An outside page in a frame; the till shows receipts and manuals this way. */
export const drawEmbed: Draw = (host, shadow) => {
  const style = make('style');
  const frame = make('iframe', { class: 'embed', sandbox: 'allow-scripts allow-forms' });
  shadow.append(style, frame);
  return {
    refresh: () => {
      style.textContent = layoutCss(host);
      const isWeb = /^https?:/.test(host.text('src'));
      put(frame, {
        src: isWeb ? host.text('src') : 'about:blank',
        title: host.text('accessibilityLabel') || 'Embedded page',
      });
    },
  };
};
