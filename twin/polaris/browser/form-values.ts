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
export const FIELD_TAGS = new Set(
  [
    ...['text', 'email', 'url', 'phone', 'password', 'search', 'number', 'money', 'color', 'date'],
  ]
    .map((kind) => `s-${kind}-field`)
    .concat(['s-text-area', 's-select', 's-color-picker', 's-date-picker', 's-time-field'])
    .concat(['s-checkbox', 's-switch', 's-choice-list', 's-drop-zone']),
);

/** Enter in one of these submits the form. */
export const ONE_LINE = /^s-(text|email|url|phone|password|search|number|money|date)-field$/;

const TOGGLES = ['s-checkbox', 's-switch'];

/** Name and value, as often as the form is to carry them; empty where it carries nothing. */
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
  return [[name, valueOf(field)]];
}

function valueOf(field: Field): string {
  const value = field.read('value');
  return value === undefined || value === null ? field.text('defaultValue') : field.text('value');
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
