/** The program's draft, what it would have given, and its versions. */
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import { type ProgramAction, programAction } from '../contracts/admin-program.ts';
import type { StaffVisitor } from '../contracts/visitors.ts';
import { EmbeddedFailure } from '../ui/embedded/embedded-failure.tsx';
import { passHeaders } from '../ui/embedded/pass-headers.ts';
import { ProgramPage } from '../ui/program/program-page.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visitor = await context.visitors.staff(request);
  return { view: await context.admin.readProgram(visitor) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const visitor = await context.visitors.staff(request);
  const asked = programAction.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) throw data({ reason: 'bad_form' }, { status: 400 });
  if (asked.data.intent === 'start') {
    await context.admin.startDraft(visitor, asked.data.preset);
    return redirect('/app/program', 303);
  }
  const outcome = await run(context, visitor, asked.data);
  return data(outcome, { status: outcome.ok ? 200 : 422 });
}

function run(
  { admin }: AppLoadContext,
  visitor: StaffVisitor,
  asked: Exclude<ProgramAction, { intent: 'start' }>,
) {
  switch (asked.intent) {
    case 'save':
      return admin.saveDraft(visitor, asked);
    case 'what-if':
      return admin.previewProgram(visitor, asked.form);
    case 'publish':
      return admin.publishDraft(visitor, { revision: asked.revision, sinceDays: asked.since });
    case 'again':
      return admin.publishAgain(visitor, asked);
  }
}

/**
 * Always, also after counting orders, which changes nothing: whichever answer comes last calls off
 * the reading that an earlier one began, so that one that read nothing would leave a page that does
 * not know of a version published just before. A refusal may be because something changed, too.
 */
export const shouldRevalidate = () => true;

export const meta: MetaFunction = () => [{ title: 'Program · Laurel' }];

export default function Program() {
  const { view } = useLoaderData<typeof loader>();
  return <ProgramPage view={view} />;
}

export const headers = passHeaders;
export const ErrorBoundary = EmbeddedFailure;
