/**
 * Icons drawn here, as strokes on a 20 × 20 grid. Shopify names several hundred; those below and
 * their relatives are drawn, any other shows a plain ring, so that its place is seen.
 */
import { drawSvg } from './make.ts';

const CIRCLE = 'M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14';

const PATHS: Readonly<Record<string, string>> = {
  alert: 'M10 3l7.5 13h-15zM10 8v4M10 14v.1',
  'alert-circle': `${CIRCLE}M10 6.5v4.5M10 13.4v.1`,
  'alert-triangle': 'M10 3l7.5 13h-15zM10 8v4M10 14v.1',
  'arrow-down': 'M10 4v12M5 11l5 5l5-5',
  'arrow-left': 'M16 10H4M9 5l-5 5l5 5',
  'arrow-right': 'M4 10h12M11 5l5 5l-5 5',
  'arrow-up': 'M10 16V4M5 9l5-5l5 5',
  bag: 'M4.5 7h11l-.8 10H5.3zM7 7a3 3 0 0 1 6 0',
  calendar: 'M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3M13 3v3',
  camera: 'M3 6.5h3.5L8 4.5h4l1.5 2H17V16H3zM10 8.5a2.7 2.7 0 1 0 0 5.4a2.7 2.7 0 1 0 0-5.4',
  cart: 'M3 4h2l1.5 8.5h8L16 6.5H6M7.5 15.5v.1M13.5 15.5v.1',
  cash: 'M3 5.5h14v9H3zM10 8a2 2 0 1 0 0 4a2 2 0 1 0 0-4',
  check: 'M4 10.5l4 4l8-9',
  'check-circle': `${CIRCLE}M6.8 10.2l2.3 2.3l4.2-4.8`,
  'chevron-down': 'M5 8l5 5l5-5',
  'chevron-left': 'M12 5l-5 5l5 5',
  'chevron-right': 'M8 5l5 5l-5 5',
  'chevron-up': 'M5 12l5-5l5 5',
  clipboard: 'M5 4.5h10V17H5zM8 3h4v3H8z',
  clock: `${CIRCLE}M10 6v4.3l2.8 1.7`,
  'credit-card': 'M3 5h14v10H3zM3 8.5h14M5.5 12h3',
  delete: 'M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.8 11h7.4l.8-11',
  discount:
    'M10 3l2 1.5l2.5-.2l.7 2.4l2 1.5L16.4 10l.8 2.3l-2 1.4l-.7 2.4l-2.5-.1L10 17.5L8 16' +
    'l-2.5.1l-.7-2.4l-2-1.4L3.6 10l-.8-2.3l2-1.5l.7-2.4l2.5.2zM8 12l4-4',
  edit: 'M4 16l.7-3.2L13 4.5l2.5 2.5L7.2 15.3z',
  email: 'M3 5h14v10H3zM3 5.5l7 5.5l7-5.5',
  external: 'M8 4H4v12h12v-4M11 4h5v5M16 4l-7 7',
  filter: 'M3 6h14M5.5 10h9M8 14h4',
  gift: 'M3.5 8h13v3h-13zM4.5 11h11v6h-11zM10 8v9M10 8C6 8 6 4 8 4s2 4 2 4s0-4 2-4s2 4-2 4',
  globe: `${CIRCLE}M3 10h14M10 3c-4 4-4 10 0 14c4-4 4-10 0-14`,
  grid: 'M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM11 11h5v5h-5z',
  heart: 'M10 16.5C4 12 3 9.5 3 7.5a3.5 3.5 0 0 1 7-.8a3.5 3.5 0 0 1 7 .8c0 2-1 4.5-7 9',
  home: 'M3.5 9.5L10 4l6.5 5.5V16.5h-13zM8 16.5V12h4v4.5',
  image: 'M3.5 4h13v12h-13zM3.5 13.5l4-4l3.5 3.5l2-2l3.5 3.5M12.5 7.5v.1',
  info: `${CIRCLE}M10 9v4.5M10 6.6v.1`,
  list: 'M7 5.5h9M7 10h9M7 14.5h9M4 5.5v.1M4 10v.1M4 14.5v.1',
  location:
    'M10 17.5c4-4.5 5.5-6.5 5.5-9a5.5 5.5 0 0 0-11 0c0 2.5 1.5 4.5 5.5 9' +
    'M10 6.5a2 2 0 1 0 0 4a2 2 0 1 0 0-4',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  menu: 'M3.5 5.5h13M3.5 10h13M3.5 14.5h13',
  'menu-horizontal': 'M4.5 10v.1M10 10v.1M15.5 10v.1',
  'menu-vertical': 'M10 4.5v.1M10 10v.1M10 15.5v.1',
  minus: 'M4 10h12',
  mobile: 'M6 2.5h8v15H6zM9 15h2',
  note: 'M4.5 3h11v14h-11zM7 7h6M7 10h6M7 13h3',
  order: 'M4 4h12v13H4zM7 8h6M7 11.5h6',
  package: 'M3.5 6.5L10 3l6.5 3.5v7L10 17l-6.5-3.5zM3.5 6.5L10 10l6.5-3.5M10 10v7',
  plus: 'M10 4v12M4 10h12',
  person: 'M10 3.5a3 3 0 1 0 0 6a3 3 0 1 0 0-6M4 17c0-4 2.5-5.5 6-5.5s6 1.5 6 5.5',
  phone: 'M5 3.5h3l1 4l-2 1.2c.8 2 2.3 3.5 4.3 4.3l1.2-2l4 1v3c-6.5 1.5-13-5-11.5-11.5',
  question: `${CIRCLE}M8 8a2 2 0 1 1 2.8 1.9c-.6.3-.8.7-.8 1.4M10 13.6v.1`,
  refresh: 'M16 10a6 6 0 1 1-2-4.5M14.5 2.5v3.3h-3.3',
  return: 'M7 4L3.5 7.5L7 11M3.5 7.5h8a4.5 4.5 0 0 1 0 9H7',
  search: 'M9 4a5 5 0 1 0 0 10a5 5 0 1 0 0-10M12.7 12.7l3.8 3.8',
  settings: `${CIRCLE}M10 7.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5`,
  star: 'M10 3l2.2 4.6l5 .6l-3.7 3.5l1 5L10 14.2l-4.5 2.5l1-5L2.8 8.2l5-.6z',
  store:
    'M4 8.5V17h12V8.5M3 8l1.5-4.5h11L17 8c0 2-3.5 2-3.5 0c0 2-3.5 2-3.5 0c0 2-3.5 2-3.5 0' +
    'C6.5 10 3 10 3 8',
  truck: 'M2.5 5.5h9v8.5h-9zM11.5 8.5h3.5l2.5 3V14h-6M6 15.5v.1M14.5 15.5v.1',
  upload: 'M10 13V4M6 8l4-4l4 4M4 13v3.5h12V13',
  wallet: 'M3.5 5.5h12v3h1.5v5h-1.5v3h-12zM12.5 8.5h4.5v5h-4.5a2.5 2.5 0 0 1 0-5',
  x: 'M5 5l10 10M15 5L5 15',
  'x-circle': `${CIRCLE}M7.5 7.5l5 5M12.5 7.5l-5 5`,
};

/** Names that share a drawing. */
const SAME: Readonly<Record<string, string>> = {
  'caret-down': 'chevron-down',
  'caret-up': 'chevron-up',
  confetti: 'star',
  customer: 'person',
  delivered: 'package',
  delivery: 'truck',
  disabled: 'x-circle',
  geolocation: 'location',
  'list-bulleted': 'list',
  map: 'location',
  profile: 'person',
  receipt: 'order',
  reorder: 'refresh',
  reset: 'refresh',
  rewards: 'star',
  savings: 'cash',
  view: 'search',
};

/** Nothing for no name; else the drawing, its nearest relative, or a ring. */
export function drawIcon(name: string): SVGSVGElement[] {
  if (name === '') return [];
  return [drawSvg(findPath(name))];
}

/** `cart-filled` → `cart`, `star-half` → `star`: the longest known beginning. */
function findPath(name: string): string {
  for (let part = name; part !== ''; part = part.slice(0, Math.max(0, part.lastIndexOf('-')))) {
    const path = PATHS[part] ?? PATHS[SAME[part] ?? ''];
    if (path) return path;
  }
  return CIRCLE;
}
