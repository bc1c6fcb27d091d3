/** Planting: the text of a file as a mutant makes it, or why it cannot be planted there. */
import ts from 'typescript';
import type { Mutant } from '../../tests/mutants/mutant.ts';

export type Planting =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

const CODE = /\.(ts|tsx|mts|js|jsx|mjs)$/;

/**
 * The file's text with the mutant in it; `text` is null where there is no such file. Refused where
 * the text to find is not there exactly once, as nobody could say then what was planted, and where
 * what comes out is no code, as then every test would fail and none would have noticed anything.
 */
export function plantMutant(text: string | null, mutant: Mutant): Planting {
  const { file, find, put } = mutant;
  if (text === null) return { ok: false, why: `there is no ${file}` };
  const places = countOf(find, text);
  if (places !== 1) {
    return { ok: false, why: `the text to find is ${places} times in ${file}, not once` };
  }
  if (find === put) return { ok: false, why: 'it changes nothing' };
  // A function, as a replacement text would read `$&` and `$1` in what is put.
  const planted = text.replace(find, () => put);
  const mistake = CODE.test(file) ? firstMistake(file, planted) : null;
  if (mistake !== null) return { ok: false, why: `with it ${file} is no code: ${mistake}` };
  return { ok: true, text: planted };
}

/** How often it occurs, places that overlap counted too. */
function countOf(find: string, text: string): number {
  if (find === '') return 0;
  let count = 0;
  for (let at = text.indexOf(find); at >= 0; at = text.indexOf(find, at + 1)) count += 1;
  return count;
}

/** What the parser says first, types not looked at; null where the text is code. */
function firstMistake(file: string, text: string): string | null {
  const { diagnostics = [] } = ts.transpileModule(text, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ESNext, jsx: ts.JsxEmit.ReactJSX },
  });
  const [first] = diagnostics;
  return first ? ts.flattenDiagnosticMessageText(first.messageText, ' ') : null;
}
