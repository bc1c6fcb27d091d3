import { describe, expect, it } from 'vitest';
import { entriesOf, type Field } from './form-values.ts';

type Properties = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

function field(localName: string, properties: Properties): Field {
  return {
    localName,
    text: (name) => String(properties[name] ?? ''),
    flag: (name) => Boolean(properties[name]),
    read: (name) => properties[name],
  };
}

describe('what a field of an app page sends with its form', () => {
  it('is what was typed, else its default', () => {
    const typed = field('s-text-field', { name: 'motto', value: 'On', defaultValue: 'Off' });
    const untouched = field('s-text-field', { name: 'motto', defaultValue: 'Off' });
    expect(entriesOf(typed, [])).toEqual([['motto', 'On']]);
    expect(entriesOf(untouched, [])).toEqual([['motto', 'Off']]);
  });

  it('is nothing without a name, or while it is disabled', () => {
    expect(entriesOf(field('s-text-field', { value: 'On' }), [])).toEqual([]);
    const off = field('s-text-field', { name: 'motto', value: 'On', disabled: true });
    expect(entriesOf(off, [])).toEqual([]);
  });

  it('is `on` or its value for a ticked box, and nothing for an empty one', () => {
    const box = (more: Properties) => entriesOf(field('s-checkbox', { name: 'open', ...more }), []);
    expect(box({ defaultChecked: true })).toEqual([['open', 'on']]);
    expect(box({ checked: true, value: 'yes' })).toEqual([['open', 'yes']]);
    expect(box({ checked: false, defaultChecked: true })).toEqual([]);
  });

  it('is every choice that was made', () => {
    const monday = field('s-choice', { value: 'mo', selected: true });
    const tuesday = field('s-choice', { value: 'tu' });
    const list = (more: Properties) =>
      entriesOf(field('s-choice-list', { name: 'days', ...more }), [monday, tuesday]);
    expect(list({})).toEqual([['days', 'mo']]);
    expect(list({ values: ['mo', 'tu'] })).toEqual([
      ['days', 'mo'],
      ['days', 'tu'],
    ]);
  });

  it('is the option that is selected at first, until another is picked', () => {
    const gold = field('s-option', { value: 'gold', selected: true });
    const select = (more: Properties) =>
      entriesOf(field('s-select', { name: 'kind', ...more }), [gold]);
    expect(select({})).toEqual([['kind', 'gold']]);
    expect(select({ value: 'plain' })).toEqual([['kind', 'plain']]);
  });
});
