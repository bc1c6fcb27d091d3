/**
 * The state of the program's form: what is typed, what it was read as, what is wrong with it, and
 * the saving. Another's save is never overwritten and never slipped under what somebody is typing.
 */
import { useFetcher } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import type { DraftView, SaveDraftOutcome } from '../../contracts/admin-program.ts';
import {
  type ProgramForm,
  readProgramForm,
  writeProgramForm,
} from '../../contracts/program-form.ts';
import type { FieldProblem } from '../../contracts/program.ts';
import type { ProgramDefinition } from '../../domain/program/program.ts';
import { sayDone } from '../embedded/use-app-bridge.ts';

export type ProgramEditor = {
  readonly form: ProgramForm;
  /** The newest reading of the form that made sense; what the preview shows. */
  readonly readable: ProgramDefinition;
  readonly isReadable: boolean;
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  readonly revision: number;
  /** Another's draft that stands in the way of ours. */
  readonly theirs: DraftView | null;
  /** What is wrong with a field; undefined where nothing is, or nobody has tried to save yet. */
  readonly problemOf: (field: string) => string | undefined;
  /** What is wrong with fields the form does not ask, which contradict what was typed. */
  readonly problemsElsewhere: readonly FieldProblem[];
  readonly edit: (changes: Partial<ProgramForm>, field: string) => void;
  readonly save: () => void;
  readonly discard: () => void;
  readonly loadTheirs: () => void;
};

// The fields that have a place in the form.
const OF_REWARD = /^rewards\[\d+\]\.(name|offer\.(cost|gives\.amountMinor))$/;
const ASKED = /^(earning\.(points|perMinor)|pendingDays)$/;
const isAsked = (field: string) => ASKED.test(field) || OF_REWARD.test(field);

export function useProgramEditor(draft: DraftView): ProgramEditor {
  const fetcher = useFetcher<SaveDraftOutcome>();
  const [basis, setBasis] = useState(draft);
  const [form, setForm] = useState(() => writeProgramForm(draft.definition));
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [theirs, setTheirs] = useState<DraftView | null>(null);
  const isDirty = JSON.stringify(form) !== JSON.stringify(writeProgramForm(basis.definition));
  const read = readProgramForm(form, basis.definition);
  const lastReadable = useRef(basis.definition);
  if (read.ok) lastReadable.current = read.definition;

  const begin = (from: DraftView) => {
    setBasis(from);
    setForm(writeProgramForm(from.definition));
    setProblems([]);
    setTheirs(null);
  };

  // The page was read again: what nobody is editing follows it.
  useEffect(() => {
    if (!isDirty && draft.revision !== basis.revision) begin(draft);
  }, [draft, isDirty, basis.revision]);

  useAnswer(fetcher, (answer) => {
    if (answer.ok) {
      begin({ ...basis, ...answer, definition: lastReadable.current });
      sayDone('Draft saved');
    } else if (answer.reason === 'bad_definition') setProblems(answer.problems);
    else setTheirs(answer.theirs);
  });

  return {
    form,
    readable: lastReadable.current,
    isReadable: read.ok,
    isDirty,
    isSaving: fetcher.state !== 'idle',
    revision: basis.revision,
    theirs,
    problemOf: (field) => problems.find((problem) => problem.field === field)?.problem,
    problemsElsewhere: problems.filter(({ field }) => !isAsked(field)),
    edit: (changes, field) => {
      setForm((typed) => ({ ...typed, ...changes }));
      // A problem elsewhere may be one with what was typed: saving again tells.
      setProblems((known) =>
        known.filter((problem) => isAsked(problem.field) && !problem.field.startsWith(field)),
      );
    },
    save: () => {
      if (!read.ok) {
        setProblems(read.problems);
        return;
      }
      const body = { intent: 'save', revision: basis.revision, form: JSON.stringify(form) };
      void fetcher.submit(body, { method: 'post', action: '/app/program' });
    },
    discard: () => begin(basis),
    loadTheirs: () => {
      if (theirs) begin(theirs);
    },
  };
}

/** Calls `hear` once for each answer the fetcher brings. */
export function useAnswer<Answer>(
  fetcher: { readonly state: string; readonly data: Answer | undefined },
  hear: (answer: Answer) => void,
): void {
  const heard = useRef<Answer | undefined>(undefined);
  useEffect(() => {
    if (fetcher.state !== 'idle' || !fetcher.data || heard.current === fetcher.data) return;
    heard.current = fetcher.data;
    hear(fetcher.data);
  });
}
