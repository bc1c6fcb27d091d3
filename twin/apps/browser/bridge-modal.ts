/**
 * `<ui-modal>` and `<s-app-window>`. A modal with `src` is a frame that the admin opens; one with
 * content is drawn here, over the page, while the admin darkens around it
 * (https://shopify.dev/docs/api/app-bridge-library/web-components/ui-modal, read 2026-11).
 */
import type { BridgeAction } from '../bridge-protocol.ts';
import { describeAction, watch } from './bridge-actions.ts';
import type { Link } from './link.ts';
import { MODAL_CSS } from './modal-style.ts';

type Variant = 'small' | 'base' | 'large' | 'max';

let count = 0;

export function defineModals(link: Link): void {
  const FramedElement = framedElement(link);
  customElements.define('ui-modal', uiModal(FramedElement, link));
  customElements.define('s-app-window', class extends FramedElement {});
}

/** What both elements share: a frame in the admin, by `src`. */
function framedElement(link: Link) {
  const open = new Map<string, { hide: () => Promise<void> }>();
  link.on('frame.hidden', ({ id }) => void open.get(id)?.hide());

  return class FramedElement extends HTMLElement {
    readonly frameId = `frame-${(count += 1)}`;
    isShown = false;

    get src(): string | undefined {
      return this.getAttribute('src') ?? undefined;
    }
    set src(src: string | undefined) {
      if (src === undefined) this.removeAttribute('src');
      else this.setAttribute('src', src);
      if (this.isShown && src !== undefined) this.showFrame('max');
    }
    /** The frame belongs to the admin, another origin: its window cannot be handed over. */
    get contentWindow(): Window | null {
      return null;
    }
    connectedCallback(): void {
      this.style.display = 'none';
    }
    disconnectedCallback(): void {
      void this.hide();
    }
    showFrame(variant: Variant): void {
      const title = this.querySelector('ui-title-bar')?.getAttribute('title') ?? document.title;
      const url = new URL(this.src ?? '/', location.href).href;
      link.tell('frame.show', { id: this.frameId, url, title, variant });
    }
    async show(): Promise<void> {
      if (this.isShown) return;
      this.isShown = true;
      open.set(this.frameId, this);
      this.begin();
      this.dispatchEvent(new Event('show'));
    }
    async hide(): Promise<void> {
      if (!this.isShown) return;
      this.isShown = false;
      open.delete(this.frameId);
      this.end();
      this.dispatchEvent(new Event('hide'));
    }
    toggle(): Promise<void> {
      return this.isShown ? this.hide() : this.show();
    }
    begin(): void {
      this.showFrame('max');
    }
    end(): void {
      link.tell('frame.hide', this.frameId);
    }
  };
}

function uiModal(FramedElement: ReturnType<typeof framedElement>, link: Link) {
  return class UiModal extends FramedElement {
    readonly content = document.createElement('div');
    removeDrawn: (() => void) | null = null;

    get variant(): Variant {
      return (this.getAttribute('variant') as Variant | null) ?? 'base';
    }
    set variant(variant: Variant) {
      this.setAttribute('variant', variant);
    }
    override begin(): void {
      if (this.src !== undefined) this.showFrame(this.variant);
      else this.removeDrawn = drawModal(this, link);
    }
    override end(): void {
      if (this.removeDrawn) this.removeDrawn();
      else super.end();
      this.removeDrawn = null;
    }
  };
}

type Drawn = HTMLElement & { content: HTMLElement; variant: Variant; hide: () => Promise<void> };

/** Draws the dialog; answers how to take it away. */
function drawModal(modal: Drawn, link: Link): () => void {
  const host = document.createElement('div');
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.innerHTML = `<style>${MODAL_CSS}</style><dialog class="${modal.variant}"
    aria-labelledby="title"><header><h2 id="title"></h2><button class="close" type="button"
    aria-label="Close">×</button></header><div class="body"><slot></slot></div>
    <footer></footer></dialog>`;
  const moved = [...modal.children].filter(
    (child) => !/^ui-(title|save)-bar$/i.test(child.tagName) && child.childNodes.length > 0,
  );
  modal.content.append(...moved);
  host.append(modal.content);
  document.body.append(host);
  const dialog = shadow.querySelector('dialog');
  const stop = watch(modal, () => drawActions(modal, shadow));
  shadow.querySelector('.close')?.addEventListener('click', () => void modal.hide());
  dialog?.addEventListener('cancel', (event) => {
    event.preventDefault();
    void modal.hide();
  });
  dialog?.showModal();
  link.tell('shade.set', true);
  return () => {
    stop();
    dialog?.close();
    modal.append(...moved);
    host.remove();
    link.tell('shade.set', false);
  };
}

/** Title and buttons of the modal's own `<ui-title-bar>`. */
function drawActions(modal: Element, shadow: ShadowRoot): void {
  const bar = modal.querySelector('ui-title-bar');
  const heading = shadow.querySelector('h2');
  const footer = shadow.querySelector('footer');
  if (heading) heading.textContent = bar?.getAttribute('title') ?? '';
  const sources = [...(bar?.querySelectorAll<HTMLElement>('button, a') ?? [])];
  footer?.replaceChildren(
    ...sources.map((source) => drawAction(describeAction(source), () => source.click())),
  );
  if (footer) footer.hidden = sources.length === 0;
}

function drawAction(action: BridgeAction, press: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = action.label;
  button.disabled = action.isDisabled || action.isLoading;
  button.className = `${action.isPrimary ? 'primary' : ''} ${action.isCritical ? 'critical' : ''}`;
  button.addEventListener('click', press);
  return button;
}

export type ModalElement = HTMLElement & {
  show?: () => Promise<void>;
  hide?: () => Promise<void>;
  toggle?: () => Promise<void>;
  /** Those of Polaris' own `<s-modal>`. */
  showOverlay?: () => void;
  hideOverlay?: () => void;
  toggleOverlay?: () => void;
};
