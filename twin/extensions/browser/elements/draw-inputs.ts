/** The rarer inputs: files, colours, spinners of dates, a consent, something to copy. */
import { drawCheckbox } from './draw-choices.ts';
import { drawInput, frameField, valueOf } from './field.ts';
import { drawIcon } from './icons.ts';
import { make, put, say } from './make.ts';
import type { Draw } from './twin-element.ts';

/** Files by picking or dropping; the extension gets them as `event.currentTarget.files`. */
export const drawDropZone: Draw = (host, shadow) => {
  const input = make('input', { type: 'file', id: 'control' });
  const label = make('label', { for: 'control', class: 'label' });
  const names = make('span', { class: 'details' });
  const error = make('p', { class: 'error', id: 'error' });
  const zone = make('div', { class: 'drop' }, ...drawIcon('upload'), input, names);
  shadow.append(label, zone, error);
  const take = (files: readonly File[]) => {
    const wanted = input.accept
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean);
    const [good, bad] = [files.filter((file) => accepts(wanted, file)), files];
    if (good.length < bad.length) host.tell('droprejected');
    if (good.length === 0) return;
    const properties = { files: good, value: good[0]?.name ?? '' };
    names.textContent = good.map(({ name }) => name).join(', ');
    host.tell('input', { properties });
    host.tell('change', { properties });
  };
  input.addEventListener('input', (event) => event.stopPropagation());
  input.addEventListener('change', (event) => {
    event.stopPropagation();
    take([...(input.files ?? [])]);
  });
  zone.addEventListener('dragover', (event) => event.preventDefault());
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    if (!host.flag('disabled')) take([...(event.dataTransfer?.files ?? [])]);
  });
  return {
    control: input,
    refresh: () => {
      say(label, host.text('label'));
      say(error, host.text('error'));
      put(input, {
        accept: host.text('accept') || undefined,
        multiple: host.flag('multiple'),
        disabled: host.flag('disabled'),
        required: host.flag('required'),
        'aria-label': label.hidden ? host.text('accessibilityLabel') || 'Files' : undefined,
        'aria-describedby': error.hidden ? undefined : 'error',
      });
    },
  };
};

/** `image/*`, `.pdf` and `text/plain` in the words of the `accept` attribute. */
function accepts(wanted: readonly string[], file: File): boolean {
  if (wanted.length === 0) return true;
  return wanted.some((each) => {
    if (each.startsWith('.')) return file.name.toLowerCase().endsWith(each.toLowerCase());
    if (each.endsWith('/*')) return file.type.startsWith(each.slice(0, -1));
    return file.type === each;
  });
}

/** A text field with the colour beside it; the browser's picker chooses. */
export const drawColorField: Draw = (host, shadow) => {
  const input = make('input', { type: 'color' });
  const refreshFrame = frameField(host, shadow, input);
  return {
    control: input,
    refresh: () => {
      refreshFrame();
      const value = valueOf(host);
      input.value = /^#[0-9a-f]{6}/i.test(value) ? value.slice(0, 7) : '#000000';
    },
  };
};

export const drawDateSpinner = drawInput('date');

/** A checkbox whose words the shop may leave to Shopify: what the reader agrees to. */
export const drawConsentCheckbox: Draw = (host, shadow) => {
  const drawing = drawCheckbox(host, shadow);
  return {
    ...drawing,
    refresh: () => {
      if (!host.isSet('label')) host.hold('label', consentWords(host.text('policy')));
      drawing.refresh?.();
    },
  };
};

function consentWords(policy: string): string {
  return policy === 'sms-marketing' ? 'Text me with news and offers' : 'I agree';
}

/** Not to be seen: a text that a button with `command="--copy"` takes to the clipboard. */
export const drawClipboardItem: Draw = (host) => ({
  methods: {
    copy: () =>
      navigator.clipboard.writeText(host.text('text')).then(
        () => host.tell('copy'),
        () => host.tell('copyerror'),
      ),
    toggle: () =>
      navigator.clipboard.writeText(host.text('text')).then(
        () => host.tell('copy'),
        () => host.tell('copyerror'),
      ),
  },
});

/** Shopify's own services: a place is kept, and it says what stands there on Shopify. */
export function drawService(name: string): Draw {
  return (host, shadow) => {
    shadow.append(make('div', { class: 'service' }, make('span', {}, name)));
    return {
      refresh: () =>
        put(host, { role: 'group', 'aria-label': host.text('accessibilityLabel') || name }),
    };
  };
}
