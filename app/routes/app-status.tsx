/** How Laurel is doing for the visitor's own shop. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import { type StatusAction, statusAction } from '../contracts/admin-status.ts';
import type { LoadContext } from '../contracts/load-context.ts';
import type { StaffVisitor } from '../contracts/visitors.ts';
import { EmbeddedFailure } from '../ui/embedded/embedded-failure.tsx';
import { passHeaders } from '../ui/embedded/pass-headers.ts';
import { OwnStatusPage } from '../ui/own-status/own-status-page.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visitor = await context.visitors.staff(request);
  const [view, reconciliation] = await Promise.all([
    context.admin.readStatus(visitor),
    context.intake.readReconciliation(visitor),
  ]);
  return { view, reconciliation };
}

/** Whose delivery is retried comes from the visitor: the form's own word for it is not read. */
export async function action({ request, context }: ActionFunctionArgs) {
  const visitor = await context.visitors.staff(request);
  const asked = statusAction.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) throw data({ reason: 'bad_form' }, { status: 400 });
  await act(context, visitor, asked.data);
  return redirect('/app/status', 303);
}

async function act(
  { admin, intake }: LoadContext,
  visitor: StaffVisitor,
  asked: StatusAction,
): Promise<void> {
  switch (asked.intent) {
    case 'reconcile':
      return intake.askReconcile(visitor);
    case 'tell-again':
      return admin.tellAgain(visitor, asked.memberId);
    case 'tell-all-again':
      return admin.tellAgain(visitor, null);
    case 'retry':
      await admin.retryParked(visitor, asked.inboxId);
  }
}

export const meta: MetaFunction = () => [{ title: 'Status · Laurel' }];

export default function Status() {
  const { view, reconciliation } = useLoaderData<typeof loader>();
  return <OwnStatusPage view={view} reconciliation={reconciliation} />;
}

export const headers = passHeaders;
export const ErrorBoundary = EmbeddedFailure;
