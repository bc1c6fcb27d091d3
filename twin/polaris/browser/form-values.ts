/** What a field sends with the form around it, by its tag. */

/** How a field tells its own state. */
export type Field = {
  readonly localName: string;
  text(name: string): string;
  flag(name: string): boolean;
  read(name: string): unknown;
};

type Choice = Pick<Field, 'text' | 'flag' | 'read'>;

/** Tags whose value a form sends. */
export const FIELD_TAGS = new Set([
  ...['s-text-field', 's-email-field', 's-url-field', 's-phone-field', 's-password-field'],
  ...['s-search-field', 's-number-field', 's-money-field', 's-color-field', 's-date-field'],
  ...['s-time-field', 's-text-area', 's-select', 's-color-picker', 's-date-picker'],
  ...['s-checkbox', 's-switch', 's-choice-list', 's-drop-zone'],
]);

/** Enter in one of these submits the form. */
export const ONE_LINE = /^s-(text|email|url|phone|password|search|number|money|date)-field$/;

const TOGGLES = ['s-checkbox', 's-switch'];

/**
 * Name and value, as often as the form is to carry them; empty where it carries nothing. `choices`:
 * the `s-choice` and `s-option` inside.
 */
export function entriesOf(
  field: Field,
  choices: readonly Choice[],
): readonly (readonly [string, string | File])[] {
  const name = field.text('name');
  if (name === '' || field.flag('disabled')) return [];
  if (TOGGLES.includes(field.localName)) {
    return isOn(field, 'checked', 'defaultChecked') ? [[name, field.text('value') || 'on']] : [];
  }
  if (field.localName === 's-choice-list') {
    return chosenOf(field, choices).map((value) => [name, value] as const);
  }
  if (field.localName === 's-drop-zone') {
    const files = (field.read('files') ?? []) as readonly File[];
    return files.map((file) => [name, file] as const);
  }
  return [[name, valueOf(field, choices)]];
}

function valueOf(field: Field, options: readonly Choice[]): string {
  const value = field.read('value');
  if (value !== undefined && value !== null) return field.text('value');
  const option = options.find((one) => isOn(one, 'selected', 'defaultSelected'));
  return option ? option.text('value') : field.text('defaultValue');
}

function chosenOf(list: Field, choices: readonly Choice[]): string[] {
  const values = list.read('values');
  if (Array.isArray(values)) return values.map(String);
  return choices
    .filter((choice) => isOn(choice, 'selected', 'defaultSelected'))
    .map((choice) => choice.text('value'));
}

function isOn(field: Pick<Field, 'flag' | 'read'>, name: string, byDefault: string): boolean {
  return field.read(name) === undefined ? field.flag(byDefault) : field.flag(name);
}
