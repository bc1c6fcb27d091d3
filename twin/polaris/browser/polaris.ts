/**
 * `polaris.js` of Shopify's CDN, for app pages in the admin's frame
 * (https://shopify.dev/docs/api/app-home/v1.0/web-components, read 2026-11).
 */
import { defineElements } from '../../extensions/browser/elements/define-elements.ts';
import { createPageClass } from './page-element.ts';
import pageStyles from './page.css?inline';

const sheet = new CSSStyleSheet();
sheet.replaceSync(pageStyles);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
defineElements(createPageClass);
