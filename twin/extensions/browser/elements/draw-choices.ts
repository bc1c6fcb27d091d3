/** Yes or no, and one or some of several: checkboxes, switches, choice lists. */
import { runCommand, submitForm } from './commands.ts';
import { make, put, say } from './make.ts';
import type { Draw, Host } from './twin-element.ts';

/** A checkbox, or a switch where `role` says so. */
function drawToggle(role: 'checkbox' | 'switch'): Draw {
  return (host, shadow) => {
    const input = make('input', { type: 'checkbox', id: 'control', class: role });
    if (role === 'switch') input.setAttribute('role', 'switch');
    const label = make('span', { class: 'choice-label' });
    const slot = make('slot', { name: 'label' });
    const details = make('p', { class: 'details', id: 'details' });
    const error = make('p', { class: 'error', id: 'error' });
    const words = make('span', {}, label, slot);
    shadow.append(make('label', { class: 'choice' }, input, words), details, error);
    input.addEventListener('input', (event) => event.stopPropagation());
    input.addEventListener('change', (event) => {
      event.stopPropagation();
      const properties = { checked: input.checked };
      host.tell('input', { properties });
      host.tell('change', { properties });
      runCommand(host);
    });
    listenForFocus(host, input);
    input.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') submitForm(host);
    });
    return {
      control: input,
      refresh: () => {
        say(label, host.text('label'));
        label.classList.toggle('unseen', host.text('labelAccessibilityVisibility') === 'exclusive');
        say(details, host.text('details'));
        say(error, host.text('error'));
        const named = host.isSet('label') || host.querySelector('[slot=label]') !== null;
        put(input, {
          'aria-label': host.text('accessibilityLabel') || (named ? undefined : host.localName),
          'aria-describedby':
            [details, error]
              .filter((each) => !each.hidden)
              .map((each) => each.id)
              .join(' ') || undefined,
          'aria-invalid': host.isSet('error') ? 'true' : undefined,
          disabled: host.flag('disabled'),
          required: host.flag('required'),
        });
        input.checked = isOn(host, 'checked', 'defaultChecked');
        input.indeterminate = host.flag('indeterminate') || host.flag('defaultIndeterminate');
      },
    };
  };
}

export const drawCheckbox = drawToggle('checkbox');
export const drawSwitch = drawToggle('switch');

function isOn(host: Host, name: string, byDefault: string): boolean {
  return host.read(name) === undefined ? host.flag(byDefault) : host.flag(name);
}

function listenForFocus(host: Host, input: HTMLElement): void {
  for (const type of ['focus', 'blur'] as const) {
    input.addEventListener(type, (event) => {
      event.stopPropagation();
      host.tell(type);
    });
  }
}

/**
 * Radios or checkboxes. They stand in this element's own shadow root, because radios of different
 * roots are no group; each `s-choice` is placed beside its control by hand.
 */
export const drawChoiceList: Draw = (host, shadow) => {
  const legend = make('legend', { class: 'label' });
  const details = make('p', { class: 'details', id: 'details' });
  const error = make('p', { class: 'error', id: 'error' });
  const rows = make('div', { class: 'choices' });
  const group = make('fieldset', {}, legend, details, rows, error);
  shadow.append(group);
  const known = new Map<Host, ChoiceRow>();
  const pick = (choice: Host) => choose(host, choice, choicesOf(host));
  return {
    get control() {
      return shadow.querySelector('input') ?? host;
    },
    refresh: () => {
      say(legend, host.text('label'));
      legend.classList.toggle('unseen', host.text('labelAccessibilityVisibility') === 'exclusive');
      say(details, host.text('details'));
      say(error, host.text('error'));
      put(group, {
        'aria-describedby': error.hidden ? undefined : 'error',
        'aria-label': legend.hidden ? host.text('accessibilityLabel') || 'Choices' : undefined,
      });
      const choices = choicesOf(host);
      const drawn = choices.map((choice) => {
        const row = known.get(choice) ?? createRow(host, choice, pick);
        known.set(choice, row);
        row.refresh(host.flag('multiple'));
        return row.node;
      });
      const same = drawn.length === rows.children.length;
      if (!same || drawn.some((node, at) => rows.children[at] !== node)) {
        rows.replaceChildren(...drawn);
      }
      for (const choice of choices) known.get(choice)?.place();
    },
  };
};

type ChoiceRow = {
  readonly node: HTMLElement;
  refresh(multiple: boolean): void;
  place(): void;
};

function createRow(list: Host, choice: Host, pick: (choice: Host) => void): ChoiceRow {
  const input = make('input', { name: 'choice' });
  const slot = make('slot');
  const node = make('label', { class: 'choice' }, input, make('span', {}, slot));
  input.addEventListener('input', (event) => event.stopPropagation());
  input.addEventListener('change', (event) => {
    event.stopPropagation();
    pick(choice);
  });
  input.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter') submitForm(list);
  });
  return {
    node,
    place: () => slot.assign(choice),
    refresh: (multiple) => {
      put(input, {
        type: multiple ? 'checkbox' : 'radio',
        class: multiple ? 'checkbox' : 'radio',
        'aria-label': choice.text('accessibilityLabel') || undefined,
        'aria-invalid': choice.flag('error') || list.isSet('error') ? 'true' : undefined,
        disabled: choice.flag('disabled') || list.flag('disabled'),
      });
      input.checked = isChosen(list, choice);
    },
  };
}

function choicesOf(list: Host): Host[] {
  return [...list.querySelectorAll<Host>(':scope > s-choice')];
}

function isChosen(list: Host, choice: Host): boolean {
  const values = list.read('values');
  if (Array.isArray(values)) return values.includes(choice.text('value'));
  return isOn(choice, 'selected', 'defaultSelected');
}

function choose(list: Host, picked: Host, choices: readonly Host[]): void {
  const before = choices.filter((choice) => isChosen(list, choice));
  const after = list.flag('multiple')
    ? choices.filter((choice) => before.includes(choice) !== (choice === picked))
    : [picked];
  for (const choice of choices) choice.set('selected', after.includes(choice));
  const values = after.map((choice) => choice.text('value'));
  list.hold('values', values);
  list.tell('input', { properties: { values } });
  list.tell('change', { properties: { values } });
}

/** The words of one choice, with the parts that only a chosen one shows. */
export const drawChoice: Draw = (host, shadow) => {
  const slot = (name: string) => make('slot', { name });
  const chosen = make(
    'div',
    { class: 'details' },
    slot('selectedContent'),
    slot('selected-content'),
  );
  shadow.append(
    make('span', { class: 'choice-label' }, make('slot')),
    make('div', { class: 'details' }, slot('details')),
    make('div', { class: 'details' }, slot('secondaryContent'), slot('secondary-content')),
    chosen,
  );
  return {
    refresh: () => {
      const list = host.closest<Host>('s-choice-list');
      chosen.hidden = !(list && isChosen(list, host));
    },
  };
};
