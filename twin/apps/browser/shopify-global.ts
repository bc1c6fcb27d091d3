/**
 * The `shopify` global of an app's page, as `@shopify/app-bridge-types` describes it. What belongs
 * to Shopify's phone apps refuses by name, as it does there on a desk.
 */
import { isOn } from './bridge-actions.ts';
import type { BridgeConfig } from './bridge-config.ts';
import type { ModalElement } from './bridge-modal.ts';
import type { SaveBarElement } from './bridge-save-bar.ts';
import type { Link } from './link.ts';
import { onReport } from './web-vitals.ts';

type ToastOptions = {
  duration?: number;
  isError?: boolean;
  action?: string;
  onAction?: () => void;
  onDismiss?: () => void;
};

const refuse = async (what: string): Promise<never> => {
  throw new Error(`${what} is not available: the twin does not implement it.`);
};

/** Everything but `pos`, which is undefined outside Shopify's point-of-sale app. */
export function createShopify(link: Link, config: BridgeConfig) {
  const intents = {
    request: { value: null, subscribe: () => () => undefined },
    register: () => () => undefined,
    invoke: (query: unknown) => refuse(`intents.invoke(${JSON.stringify(query)})`),
    response: undefined,
  };
  return {
    config,
    origin: location.origin,
    ready: Promise.resolve(),
    pos: undefined,
    /** Signals come from the extension host; a page of the app has none that could be replaced. */
    setSignals: (_signal: unknown) => undefined,
    environment: { mobile: false, embedded: window.parent !== window, pos: false, intent: false },
    loading: (isLoading?: boolean) => link.tell('loading', isLoading ?? true),
    idToken: () => link.call('idToken', null),
    user: () => link.call('user', null),
    toast: createToast(link),
    resourcePicker: (options: object) => pick(link, { ...options }),
    picker: async (options: object) => ({
      selected: link.call('picker', { ...options }).then((ids) => ids ?? undefined),
    }),
    modal: {
      show: async (id: string) => modalOf(id, 'show'),
      hide: async (id: string) => modalOf(id, 'hide'),
      toggle: async (id: string) => modalOf(id, 'toggle'),
    },
    saveBar: {
      show: (id: string) => elementOf<SaveBarElement>(id).show(),
      hide: (id: string) => elementOf<SaveBarElement>(id).hide(),
      toggle: (id: string) => elementOf<SaveBarElement>(id).toggle(),
      leaveConfirmation: async () => void (await link.call('leaveConfirmation', null)),
    },
    scopes: {
      query: () => link.call('scopes.query', null),
      request: (scopes: string[]) => link.call('scopes.request', scopes),
      revoke: (scopes: string[]) => link.call('scopes.revoke', scopes),
    },
    app: { extensions: () => link.call('extensions', null) },
    intents,
    webVitals: { onReport },
    support: createSupport(link),
    reviews: {
      request: async () => ({
        success: false as const,
        code: 'merchant-ineligible' as const,
        message: 'The twin keeps no app reviews',
      }),
    },
    scanner: { capture: () => refuse('scanner.capture outside Shopify’s mobile app') },
    shopifyQL: { available: async () => false },
    tools: createTools(),
  };
}

function createToast(link: Link) {
  const shown = new Map<string, ToastOptions>();
  let count = 0;
  link.on('toast.action', ({ id }) => shown.get(id)?.onAction?.());
  link.on('toast.dismiss', ({ id }) => {
    shown.get(id)?.onDismiss?.();
    shown.delete(id);
  });
  return {
    show(message: string, options: ToastOptions = {}): string {
      const id = `toast-${(count += 1)}`;
      shown.set(id, options);
      link.tell('toast.show', {
        id,
        message,
        durationMs: options.duration ?? 5_000,
        isError: options.isError ?? false,
        action: options.action ?? null,
      });
      return id;
    },
    hide: (id: string) => link.tell('toast.hide', id),
  };
}

/** The merchant's choice, or undefined when the picker was closed; `selection` is its old name. */
async function pick(link: Link, options: Record<string, unknown>): Promise<never> {
  const chosen = await link.call('resourcePicker', options);
  const answer = chosen && Object.assign(chosen, { selection: chosen });
  return (answer ?? undefined) as never;
}

function createSupport(link: Link) {
  let handler: (() => void | Promise<void>) | null = null;
  link.on('support.clicked', () => void handler?.());
  return {
    registerHandler: async (next: (() => void | Promise<void>) | null) => {
      handler = next;
      link.tell('support.set', next !== null);
    },
  };
}

function createTools() {
  const tools = new Map<string, unknown>();
  return {
    register(name: string, handler: unknown) {
      tools.set(name, handler);
      return () => void tools.delete(name);
    },
    unregister: (name: string) => void tools.delete(name),
    clear: () => tools.clear(),
  };
}

function elementOf<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`There is no element with the id ${id}.`);
  return element as T;
}

/** App Bridge's own modals, and Polaris' `<s-modal>`. */
async function modalOf(id: string, verb: 'show' | 'hide' | 'toggle'): Promise<void> {
  const modal = elementOf<ModalElement>(id);
  if (modal.tagName.toLowerCase() !== 's-modal') return modal[verb]?.();
  const isOpen = isOn(modal, 'open');
  if (verb === 'show' || (verb === 'toggle' && !isOpen)) modal.showOverlay?.();
  else modal.hideOverlay?.();
}
