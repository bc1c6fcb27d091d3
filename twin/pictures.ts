/** Pictures under `/cdn/products`, drawn from the title of the product that is shown. */
import type { Hono } from 'hono';
import { drawPicture } from './history/draw-picture.ts';
import { products } from './model/kinds.ts';
import type { Rooms } from './rooms.ts';
import { handleOfPicture } from './storefront/picture-path.ts';

/** The picture of a path; null where no product has it. */
function pictureOf({ world, shop }: Rooms, path: string): Response | null {
  const handle = handleOfPicture(path);
  if (handle === null) return null;
  const product = world.store.findOne(products, shop().id, 'handle', handle);
  if (product === null) return null;
  return new Response(drawPicture(product.title), {
    headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=3600' },
  });
}

/** The same pictures on another origin. */
export function addPictures(routes: Hono, rooms: Rooms): void {
  routes.get('/cdn/products/:file', (c) => pictureOf(rooms, c.req.path) ?? c.notFound());
}
