/** Shoppers who asked what is known of them. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import { privacyAction } from '../contracts/admin-status.ts';
import { EmbeddedFailure } from '../ui/embedded/embedded-failure.tsx';
import { passHeaders } from '../ui/embedded/pass-headers.ts';
import { PrivacyPage } from '../ui/privacy/privacy-page.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visitor = await context.visitors.staff(request);
  const [requests, zone] = await Promise.all([
    context.privacy.listDataRequests(visitor),
    context.admin.readZone(visitor),
  ]);
  return { requests, zone };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const visitor = await context.visitors.staff(request);
  const asked = privacyAction.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) throw data({ reason: 'bad_form' }, { status: 400 });
  return { ok: await context.privacy.markAnswered(visitor, asked.data.requestId) };
}

export const meta: MetaFunction = () => [{ title: 'Data requests · Laurel' }];

export default function Privacy() {
  const { requests, zone } = useLoaderData<typeof loader>();
  return <PrivacyPage requests={requests} zone={zone} />;
}

export const headers = passHeaders;
export const ErrorBoundary = EmbeddedFailure;
