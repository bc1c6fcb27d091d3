/**
 * The frame every field has: a label tied to its control, a prefix and suffix, the error said with
 * it. Label and control share one shadow root, so the browser's own rules connect them.
 */
import { submitForm } from './commands.ts';
import { drawIcon } from './icons.ts';
import { make, put, say } from './make.ts';
import type { Draw, Drawing, Host } from './twin-element.ts';

export type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Builds label, row and messages round a control; `refresh` brings the texts up to date. */
export function frameField(host: Host, shadow: ShadowRoot, control: Control) {
  const label = make('label', { class: 'label', for: 'control' });
  const icon = make('span', { class: 'glyph' });
  const before = make('span', { class: 'affix', 'aria-hidden': 'true' });
  const after = make('span', { class: 'affix', 'aria-hidden': 'true' });
  const details = make('p', { class: 'details', id: 'details' });
  const error = make('p', { class: 'error', id: 'error' });
  control.id = 'control';
  const accessory = make('slot', { name: 'accessory' });
  const row = make('div', { class: 'row' }, icon, before, control, after, accessory);
  shadow.append(make('div', { class: 'field' }, label, row, details, error));
  listenToControl(host, control);
  return () => {
    say(label, host.text('label'));
    label.classList.toggle('unseen', host.text('labelAccessibilityVisibility') === 'exclusive');
    icon.replaceChildren(...drawIcon(host.text('icon')));
    icon.hidden = host.text('icon') === '';
    say(before, host.text('prefix'));
    say(after, host.text('suffix'));
    say(details, host.text('details'));
    say(error, host.text('error'));
    const described = [details, error].filter(({ hidden }) => !hidden).map(({ id }) => id);
    put(control, {
      'aria-describedby': described.join(' ') || undefined,
      'aria-invalid': host.isSet('error') ? 'true' : undefined,
      'aria-label': label.hidden
        ? host.text('accessibilityLabel') || fallbackName(host)
        : undefined,
      disabled: host.flag('disabled'),
      required: host.flag('required'),
      name: host.text('name') || undefined,
      autocomplete: autocompleteOf(host),
    });
  };
}

/** A field nobody named still has one for a screen reader. */
function fallbackName(host: Host): string {
  return host.text('placeholder') || host.localName.replace(/^s-/, '').replaceAll('-', ' ');
}

function autocompleteOf(host: Host): string | undefined {
  const wish = host.text('autocomplete');
  return wish === 'on' || wish === 'off' || /^[a-z- ]+$/.test(wish) ? wish : undefined;
}

function listenToControl(host: Host, control: Control): void {
  for (const type of ['input', 'change'] as const) {
    control.addEventListener(type, (event) => {
      event.stopPropagation();
      host.tell(type, { properties: { value: control.value } });
    });
  }
  for (const type of ['focus', 'blur'] as const) {
    control.addEventListener(type, (event) => {
      event.stopPropagation();
      host.tell(type, { properties: { value: control.value } });
    });
  }
  // Enter is a new line in the one and opens the other.
  if (control.localName !== 'input') return;
  control.addEventListener('keydown', (event) => {
    if (event instanceof KeyboardEvent && event.key === 'Enter' && !event.isComposing) {
      submitForm(host);
    }
  });
}

/** The value to show: what was set or typed, else the default. */
export function valueOf(host: Host): string {
  const value = host.read('value');
  return value === undefined || value === null ? host.text('defaultValue') : host.text('value');
}

/** Writes a value only where it differs, for writing moves the caret. */
export function showValue(control: Control, value: string): void {
  if (control.value !== value) control.value = value;
}

/** A one-line field of an input type; `more` are attributes only this field has. */
export function drawInput(
  type: string,
  more: (
    host: Host,
  ) => Readonly<Record<string, string | number | boolean | undefined>> = () => ({}),
): Draw {
  return (host, shadow): Drawing => {
    const input = make('input', { type });
    const refreshFrame = frameField(host, shadow, input);
    return {
      control: input,
      refresh: () => {
        refreshFrame();
        put(input, {
          placeholder: host.text('placeholder') || undefined,
          readonly: host.flag('readOnly'),
          minlength: host.amount('minLength'),
          maxlength: host.amount('maxLength'),
          ...more(host),
        });
        showValue(input, valueOf(host));
      },
    };
  };
}

const numeric = (host: Host) => ({
  min: host.amount('min'),
  max: host.amount('max'),
  step: host.amount('step') ?? 'any',
  inputmode: host.text('inputMode') === 'numeric' ? 'numeric' : 'decimal',
});

export const drawTextField = drawInput('text');
export const drawEmailField = drawInput('email');
export const drawUrlField = drawInput('url');
export const drawPhoneField = drawInput('tel');
export const drawPasswordField = drawInput('password');
export const drawSearchField = drawInput('search');
export const drawNumberField = drawInput('number', numeric);
export const drawMoneyField = drawInput('number', (host) => ({
  ...numeric(host),
  step: host.amount('step') ?? '0.01',
}));
export const drawTimeField = drawInput('time');

export const drawTextArea: Draw = (host, shadow) => {
  const area = make('textarea');
  const refreshFrame = frameField(host, shadow, area);
  return {
    control: area,
    refresh: () => {
      refreshFrame();
      put(area, {
        rows: host.amount('rows') ?? 3,
        placeholder: host.text('placeholder') || undefined,
        readonly: host.flag('readOnly'),
        minlength: host.amount('minLength'),
        maxlength: host.amount('maxLength'),
      });
      showValue(area, valueOf(host));
    },
  };
};

/** A drop-down; its `s-option` children are copied into a native one. */
export const drawSelect: Draw = (host, shadow) => {
  const select = make('select');
  const refreshFrame = frameField(host, shadow, select);
  return {
    control: select,
    refresh: () => {
      refreshFrame();
      const options = [...host.children].flatMap(optionsFrom);
      const value = chosenValue(host, options);
      if (!options.some((option) => option.value === value)) {
        const text = host.text('placeholder');
        options.unshift(make('option', { value: '', disabled: true, hidden: true }, text));
      }
      select.replaceChildren(...grouped(options));
      select.value = value;
    },
  };
};

function optionsFrom(child: Element): HTMLOptionElement[] {
  if (child.localName === 's-option-group') {
    const label = (child as Host).text('label');
    return [...child.children].flatMap(optionsFrom).map((option) => {
      option.dataset.group = label;
      if ((child as Host).flag('disabled')) option.disabled = true;
      return option;
    });
  }
  if (child.localName !== 's-option') return [];
  const option = child as Host;
  const text = option.textContent?.trim() ?? '';
  return [
    make(
      'option',
      {
        value: option.isSet('value') ? option.text('value') : text,
        disabled: option.flag('disabled'),
        'aria-label': option.text('accessibilityLabel') || undefined,
        'data-selected': option.flag('selected') || option.flag('defaultSelected'),
      },
      text,
    ),
  ];
}

function chosenValue(host: Host, options: readonly HTMLOptionElement[]): string {
  if (host.read('value') !== undefined) return host.text('value');
  return options.find(({ dataset }) => dataset.selected !== undefined)?.value ?? '';
}

function grouped(options: readonly HTMLOptionElement[]): HTMLElement[] {
  const groups = new Map<string, HTMLOptGroupElement>();
  const top: HTMLElement[] = [];
  for (const option of options) {
    const label = option.dataset.group;
    if (label === undefined) {
      top.push(option);
      continue;
    }
    const group = groups.get(label) ?? make('optgroup', { label });
    if (!groups.has(label)) top.push(group);
    groups.set(label, group);
    group.append(option);
  }
  return top;
}

/** Options and choices draw nothing of their own: the list around them does. */
export const drawNothing: Draw = () => ({});
