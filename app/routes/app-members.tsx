/** Members by their newest activity, and the search for one of them. */
import type { LoaderFunctionArgs } from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import { parseMembersQuestion } from '../contracts/admin-member-forms.ts';
import { EmbeddedFailure } from '../ui/embedded/embedded-failure.tsx';
import { passHeaders } from '../ui/embedded/pass-headers.ts';
import { MembersPage } from '../ui/members/members-page.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visitor = await context.visitors.staff(request);
  const question = parseMembersQuestion(new URL(request.url).searchParams);
  return { view: await context.admin.listMembers(visitor, question) };
}

export const meta: MetaFunction = () => [{ title: 'Members · Laurel' }];

export default function Members() {
  const { view } = useLoaderData<typeof loader>();
  return <MembersPage view={view} />;
}

export const headers = passHeaders;
export const ErrorBoundary = EmbeddedFailure;
