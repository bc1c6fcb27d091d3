/** Pictures as `Image` and as `MediaImage`. */
import type { Picture } from '../../../model/catalog.ts';
import type { Resolvers } from '../../engine/area.ts';
import { toGid } from '../../engine/gid.ts';

type ImageNode = { readonly picture: Picture; readonly idKind: string };
type MediaNode = { readonly __typename: 'MediaImage'; readonly picture: Picture };

/** A picture of a product: `ProductImage` in its gid. */
export function imageNode(picture: Picture | null | undefined, idKind = 'ProductImage') {
  return picture ? { picture, idKind } : null;
}

export function mediaNode(picture: Picture): MediaNode {
  return { __typename: 'MediaImage', picture };
}

export const imageFields: Resolvers = {
  id: ({ picture, idKind }: ImageNode) => toGid(idKind, picture.id),
  altText: ({ picture }: ImageNode) => picture.alt || null,
  width: ({ picture }: ImageNode) => picture.width,
  height: ({ picture }: ImageNode) => picture.height,
  url: ({ picture }: ImageNode, _args, { shop }) => urlOf(picture, shop),
  src: ({ picture }: ImageNode, _args, { shop }) => urlOf(picture, shop),
  originalSrc: ({ picture }: ImageNode, _args, { shop }) => urlOf(picture, shop),
  transformedSrc: ({ picture }: ImageNode, _args, { shop }) => urlOf(picture, shop),
  thumbhash: () => null,
};

export const mediaFields: Resolvers = {
  id: ({ picture }: MediaNode) => toGid('MediaImage', picture.id),
  alt: ({ picture }: MediaNode) => picture.alt,
  image: ({ picture }: MediaNode) => imageNode(picture, 'ImageSource'),
  preview: ({ picture }: MediaNode) => ({
    image: imageNode(picture, 'ImageSource'),
    status: 'READY',
  }),
  mediaContentType: () => 'IMAGE',
  status: () => 'READY',
  fileStatus: () => 'READY',
  mediaErrors: () => [],
  mediaWarnings: () => [],
  fileErrors: () => [],
};

/**
 * Pictures are drawn to measure by nobody: whatever the transformation, the picture is the same.
 */
function urlOf({ src }: Picture, { domain }: { readonly domain: string }): string {
  return new URL(src, `https://${domain}`).href;
}
