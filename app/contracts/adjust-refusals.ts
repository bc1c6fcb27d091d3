/** Why points were not given or taken, in words for staff, beside the field they are about. */
import type { FieldProblem } from './program.ts';
import type { AdjustReply, UnmergeReply } from './redemption-context.ts';

type Refused = Extract<AdjustReply, { ok: false }>;

export function sayAdjustRefusal(refused: Refused): readonly FieldProblem[] {
  switch (refused.reason) {
    case 'malformed':
      return refused.fields;
    case 'insufficient_points': {
      const available = Math.max(0, refused.available).toLocaleString('en-GB');
      return [{ field: 'points', problem: `They can spend ${available} only: take no more` }];
    }
    case 'unknown_member':
      return [{ field: 'form', problem: 'This member is not there any more.' }];
    case 'key_reused':
      return [{ field: 'form', problem: 'This form was sent before. Close it and open it again.' }];
    case 'busy':
      return [{ field: 'form', problem: 'Nothing was changed: it is busy here. Press once more.' }];
  }
}

/** Why a merge was not withdrawn, in words for staff. */
export function sayUnmergeRefusal({ reason }: Extract<UnmergeReply, { ok: false }>) {
  const problem = {
    not_merged: 'These two are not joined any more. Open the page again.',
    erased: 'One of them was erased on request, so nothing can be parted any more.',
    busy: 'Nothing was changed: it is busy here. Press once more.',
  }[reason];
  return [{ field: 'form', problem }];
}
