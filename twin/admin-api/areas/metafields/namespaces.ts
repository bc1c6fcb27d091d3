/** Namespaces of metafields: `$app` means the app's own, which nobody else writes. */
import { appNamespace } from '../../../apps/apply-declarations.ts';

const OWN = '$app';

/** `$app` → `app--1`, `$app:loyalty` → `app--1--loyalty`; nothing said means `$app`. */
export function resolveNamespace(
  namespace: string | null | undefined,
  app: { readonly id: number },
): string {
  if (!namespace) return appNamespace(app);
  if (namespace === OWN) return appNamespace(app);
  if (namespace.startsWith(`${OWN}:`)) return `${appNamespace(app)}--${namespace.slice(5)}`;
  return namespace;
}

/** Whether a namespace, already resolved, belongs to some app, and if so whether to this one. */
export function ownerOfNamespace(
  namespace: string,
  app: { readonly id: number },
): 'nobody' | 'this app' | 'another app' {
  if (!namespace.startsWith('app--')) return 'nobody';
  const own = appNamespace(app);
  return namespace === own || namespace.startsWith(`${own}--`) ? 'this app' : 'another app';
}
