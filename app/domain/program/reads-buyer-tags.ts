import { EARNING_CONDITIONS, listsOf } from './checks/written-conditions.ts';
import type { ProgramVersion } from './program.ts';

/**
 * Whether any version asks how an order's buyer is tagged. Webhooks do not say it, so under such a
 * program each order is asked for once, as soon as the comparison comes by.
 */
export function readsBuyerTags(versions: readonly ProgramVersion[]): boolean {
  return versions.some(({ definition }) =>
    EARNING_CONDITIONS.some((part) =>
      listsOf(definition, part).some(({ when }) =>
        when.some(({ kind }) => kind === 'customer-tag'),
      ),
    ),
  );
}
