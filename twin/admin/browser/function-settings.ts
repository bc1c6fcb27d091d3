/** Save and Discard below the settings of a function, which the extension writes itself. */
import { button, element } from './dialog.ts';

type Form = HTMLElement & { tell(type: string): void };

/** Puts them below; they may be pressed as soon as something was changed. */
export function drawSettings(card: HTMLElement): void {
  const formOf = () => card.querySelector<Form>('s-function-settings, s-form');
  const row = element('div');
  row.className = 'card-foot';
  const press = (type: 'submit' | 'reset') => () => {
    formOf()?.tell(type);
    offer(false);
  };
  const save = button('Save', press('submit'));
  save.className = 'primary';
  const discard = button('Discard', press('reset'));
  const offer = (isOffered: boolean) => {
    for (const one of [save, discard]) one.disabled = !isOffered;
  };
  offer(false);
  row.append(discard, save);
  card.append(row);
  // Elements of extensions tell their own events only to themselves; keys and presses come through.
  for (const type of ['keyup', 'pointerup'])
    card.addEventListener(type, ({ target }) => {
      if (target instanceof Node && !row.contains(target)) offer(true);
    });
}
