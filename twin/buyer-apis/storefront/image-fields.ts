/** Pictures of the Storefront API, where the storefront really serves them. */
import { imageFields, mediaFields } from '../../admin-api/areas/products/media-fields.ts';
import type { Resolver, Resolvers } from '../../admin-api/engine/area.ts';
import type { Picture } from '../../model/catalog.ts';

/** Pictures are drawn to measure by nobody: whatever the transformation, it is the same one. */
const urlOf: Resolver = ({ picture }: { picture: Picture }, _args, { origin }) =>
  new URL(picture.src, origin).href;

export const storefrontImageFields: Resolvers = {
  ...imageFields,
  url: urlOf,
  src: urlOf,
  originalSrc: urlOf,
  transformedSrc: urlOf,
};

export const storefrontMediaFields: Resolvers = {
  ...mediaFields,
  previewImage: mediaFields.image as Resolver,
  presentation: () => null,
};
