/**
 * `command` and `commandFor`: a button shows, hides or toggles an overlay, or copies a clipboard
 * item, without a line of script in the extension. Targets are found by the extension's own ids.
 */
import type { Host } from './twin-element.ts';

/** What a drawing may understand; `--auto` is whatever the target finds natural. */
type Commanded = HTMLElement & {
  invoke?(method: string, args: unknown[]): unknown;
};

const METHODS: Readonly<Record<string, string>> = {
  '--auto': 'toggle',
  '--toggle': 'toggle',
  '--show': 'show',
  '--hide': 'hide',
  '--copy': 'copy',
};

/** Whether there was anything to command. Warns where the target is missing. */
export function runCommand(
  host: Host,
  command = host.text('command') || '--auto',
  id = host.text('commandFor'),
): boolean {
  if (id === '') return false;
  const target = findByElementId(host, id);
  if (!target) {
    console.warn(`<${host.localName}> commands '${id}', and no element has that id.`);
    return true;
  }
  target.invoke?.(METHODS[command] ?? command, [host]);
  return true;
}

function findByElementId(host: Host, id: string): Commanded | null {
  const near = host.closest('.twin-extension') ?? (host.getRootNode() as ParentNode);
  return near.querySelector<Commanded>(`[data-element-id="${CSS.escape(id)}"]`);
}

/** Tells the form around that it was submitted or reset. */
export function submitForm(host: HTMLElement, type: 'submit' | 'reset' = 'submit'): void {
  const form = host.closest<Host>('s-form, s-function-settings');
  if (!form || form.flag('disabled')) return;
  form.tell(type);
}
