/** Makes every `s-*` element known to the page. */
import { elementsOfAllSurfaces, type ElementShape } from '../../elements/element-table.ts';
import { HOLDER_TAG } from '../admit-mutations.ts';
import { drawHolder } from './draw-layout.ts';
import { DRAWINGS, PLACES_CHILDREN } from './drawings.ts';
import { createElementClass } from './twin-element.ts';
import documentStyles from './styles/document.css?inline';

const NOTHING: ElementShape = { properties: {}, events: [], methods: [], slots: [] };

export type MakeClass = typeof createElementClass;

/**
 * Defines them once; calling it again changes nothing. `make` may add to what the elements do.
 * Throws where a tag has no drawing.
 */
export function defineElements(make: MakeClass = createElementClass): void {
  if (customElements.get(HOLDER_TAG)) return;
  customElements.define(HOLDER_TAG, createElementClass(NOTHING, drawHolder));
  for (const [tag, shape] of Object.entries(elementsOfAllSurfaces())) {
    // App Bridge brings some of its own.
    if (customElements.get(tag)) continue;
    const draw = DRAWINGS[tag];
    if (!draw) throw new Error(`<${tag}> has no drawing.`);
    const assignment = PLACES_CHILDREN.has(tag) ? 'manual' : 'named';
    customElements.define(tag, make(shape, draw, assignment));
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(documentStyles);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
