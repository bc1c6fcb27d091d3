/** Makes every `s-*` element known to the page. */
import { elementsOfAllSurfaces, type ElementShape } from '../../elements/element-table.ts';
import { HOLDER_TAG } from '../admit-mutations.ts';
import { drawHolder } from './draw-layout.ts';
import { DRAWINGS, PLACES_CHILDREN } from './drawings.ts';
import { createElementClass } from './twin-element.ts';
import documentStyles from './styles/document.css?inline';

const NOTHING: ElementShape = { properties: {}, events: [], methods: [], slots: [] };

/** Defines them once; calling it again changes nothing. Throws where a tag has no drawing. */
export function defineElements(): void {
  if (customElements.get(HOLDER_TAG)) return;
  customElements.define(HOLDER_TAG, createElementClass(NOTHING, drawHolder));
  for (const [tag, shape] of Object.entries(elementsOfAllSurfaces())) {
    const draw = DRAWINGS[tag];
    if (!draw) throw new Error(`<${tag}> has no drawing.`);
    const assignment = PLACES_CHILDREN.has(tag) ? 'manual' : 'named';
    customElements.define(tag, createElementClass(shape, draw, assignment));
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(documentStyles);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
