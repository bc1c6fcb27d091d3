/** Handles: what a thing is called in its address, unlike every other of its kind. */
import type { Kind } from '../../../store/kind.ts';
import type { AdminContext } from '../../engine/context.ts';

/** `White Mug` → `white-mug`, or `white-mug-1` where that is taken by another. */
export function freeHandle<T extends { readonly id: number }>(
  { world, shop }: AdminContext,
  kind: Kind<T>,
  title: string,
  ownId: number | null = null,
): string {
  const handle = asHandle(title);
  const isTaken = (wanted: string) => {
    const other = world.store.findOne(kind, shop.id, 'handle', wanted);
    return other !== null && other.id !== ownId;
  };
  if (!isTaken(handle)) return handle;
  for (let number = 1; ; number += 1) {
    if (!isTaken(`${handle}-${number}`)) return `${handle}-${number}`;
  }
}

export function asHandle(title: string): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'item';
}
