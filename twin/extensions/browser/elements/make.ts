/** Small words for building nodes, so that a drawing reads like its picture. */

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Makes an element; `false` and `undefined` leave an attribute out, `true` writes it empty. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  put(node, attributes);
  node.append(...children);
  return node;
}

/** Sets or removes attributes, with the same reading of their values. */
export function put(node: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) node.removeAttribute(name);
    else if (node.getAttribute(name) !== said(value)) node.setAttribute(name, said(value));
  }
}

function said(value: string | number | true): string {
  return value === true ? '' : String(value);
}

/** Shows text, or takes the node out of sight where there is none. */
export function say(node: HTMLElement, text: string): void {
  node.textContent = text;
  node.hidden = text === '';
}

/** Draws a shape of the icon set's 20 × 20 grid. */
export function drawSvg(path: string, box = '0 0 20 20'): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', box);
  svg.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS(space, 'path');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}
