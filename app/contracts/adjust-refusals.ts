/** Why points were not given or taken, in words for staff, beside the field they are about. */
import type { FieldProblem } from './program.ts';
import type { AdjustReply } from './redemption-context.ts';

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
