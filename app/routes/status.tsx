/** How each shop is doing: inbox, lag, books, the newest movements, and one member at a time. */
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import type { RetryOutcome } from '../contracts/load-context.ts';
import { type RefusalReason, REFUSALS } from '../contracts/refusals.ts';
import { parseStatusQuestion, retryForm, retriedNote } from '../contracts/status-forms.ts';
import { PageFailure } from '../ui/page-failure.tsx';
import { StatusPage } from '../ui/status/status-page.tsx';

const CHALLENGE = 'Basic realm="Laurel status"';

export async function loader({ request, context }: LoaderFunctionArgs) {
  admit(request, context);
  const query = new URL(request.url).searchParams;
  const answer = await context.status.read(parseStatusQuestion(query));
  if (!answer.ok) throw refusal(answer.reason);
  const retried: RetryOutcome | null = retriedNote.parse(query.get('retried'));
  return { page: answer.page, retried };
}

/** Retries a parked delivery, then shows the page again: a reload must not send the form twice. */
export async function action({ request, context }: ActionFunctionArgs) {
  admit(request, context);
  const form = retryForm.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) throw refusal('bad_form');
  const { shop, programId, inboxId } = form.data;
  const retried = await context.retryParked(programId, inboxId);
  return redirect(`/status?${new URLSearchParams({ shop, retried })}`, 303);
}

function admit(request: Request, context: AppLoadContext): void {
  const access = context.statusAccess(request);
  if (access.ok) return;
  const wanted = access.reason === 'password_wanted';
  throw refusal(access.reason, wanted ? { 'WWW-Authenticate': CHALLENGE } : {});
}

/** What a loader or action throws to refuse; `PageFailure` finds the words. */
function refusal(reason: RefusalReason, more: Readonly<Record<string, string>> = {}) {
  return data({ reason }, { status: REFUSALS[reason].status, headers: more });
}

/** Without this the challenge of a refused visitor would be lost on its way out. */
export const headers: HeadersFunction = ({ errorHeaders }) => errorHeaders ?? new Headers();

export const meta: MetaFunction = () => [{ title: 'Status · Laurel' }];

export default function Status() {
  const { page, retried } = useLoaderData<typeof loader>();
  return <StatusPage page={page} retried={retried} />;
}

export const ErrorBoundary = PageFailure;
