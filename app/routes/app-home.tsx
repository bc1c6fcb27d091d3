/** The owner's first page. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { type MetaFunction, useLoaderData, useOutletContext } from '@remix-run/react';
import { homeAction } from '../contracts/admin-status.ts';
import { EmbeddedFailure } from '../ui/embedded/embedded-failure.tsx';
import { passHeaders } from '../ui/embedded/pass-headers.ts';
import { HomePage } from '../ui/home/home-page.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visitor = await context.visitors.staff(request);
  return { view: await context.admin.readHome(visitor) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const visitor = await context.visitors.staff(request);
  const asked = homeAction.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) throw data({ reason: 'bad_form' }, { status: 400 });
  if (asked.data.intent === 'import') await context.intake.askHistory(visitor);
  else await context.admin.putGuideAway(visitor);
  return redirect('/app', 303);
}

export const meta: MetaFunction = () => [{ title: 'Home · Laurel' }];

export default function Home() {
  const { view } = useLoaderData<typeof loader>();
  const { apiKey } = useOutletContext<{ apiKey: string }>();
  return <HomePage view={view} apiKey={apiKey} />;
}

export const headers = passHeaders;
export const ErrorBoundary = EmbeddedFailure;
