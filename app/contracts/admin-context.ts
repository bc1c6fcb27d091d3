/** What the pages embedded in Shopify's admin reach the world through: `context.admin`. */
import type { RetryOutcome } from './load-context.ts';
import type { HomeView } from './admin-home.ts';
import type { AdjustAsk, MemberPage, MembersQuestion, MembersView } from './admin-members.ts';
import type { ProgramForm } from './program-form.ts';
import type { FieldProblem } from './program.ts';
import type { AdjustReply, UnmergeReply } from './redemption-context.ts';
import type {
  ProgramView,
  PublishDraftOutcome,
  SaveDraftOutcome,
  WhatIf,
} from './admin-program.ts';
import type { AdminStatusView } from './admin-status.ts';
import type { StaffVisitor } from './visitors.ts';

export type WhatIfOutcome =
  | { readonly ok: true; readonly whatIf: WhatIf }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** Each names its visitor, and nothing of another program is ever read or written. */
export type AdminServices = {
  readHome(visitor: StaffVisitor): Promise<HomeView>;
  /** The zone dates are written in. */
  readZone(visitor: StaffVisitor): Promise<string>;
  putGuideAway(visitor: StaffVisitor): Promise<void>;
  listMembers(visitor: StaffVisitor, question: MembersQuestion): Promise<MembersView>;
  /** Null where the program has no such member. */
  readMember(
    visitor: StaffVisitor,
    question: { readonly memberId: number; readonly before: number | null },
  ): Promise<MemberPage | null>;
  adjustPoints(visitor: StaffVisitor, memberId: number, ask: AdjustAsk): Promise<AdjustReply>;
  /** Withdraws the merge of a member into another. */
  unmergeMember(visitor: StaffVisitor, memberId: number): Promise<UnmergeReply>;
  readProgram(visitor: StaffVisitor): Promise<ProgramView>;
  /** The first draft, from a preset; what is there already stays as it is. */
  startDraft(visitor: StaffVisitor, preset: string): Promise<void>;
  saveDraft(
    visitor: StaffVisitor,
    offer: { readonly revision: number; readonly form: ProgramForm },
  ): Promise<SaveDraftOutcome>;
  previewProgram(visitor: StaffVisitor, form: ProgramForm): Promise<WhatIfOutcome>;
  publishDraft(
    visitor: StaffVisitor,
    offer: { readonly revision: number; readonly sinceDays: number },
  ): Promise<PublishDraftOutcome>;
  /** Publishes an old version as a new one, where `newest` is still the newest. */
  publishAgain(
    visitor: StaffVisitor,
    offer: { readonly version: number; readonly newest: number },
  ): Promise<PublishDraftOutcome>;
  readStatus(visitor: StaffVisitor): Promise<AdminStatusView>;
  /** Has Shopify told again of a member it would not be told of; null: of all of them. */
  tellAgain(visitor: StaffVisitor, memberId: number | null): Promise<void>;
  retryParked(visitor: StaffVisitor, inboxId: number): Promise<RetryOutcome>;
};
