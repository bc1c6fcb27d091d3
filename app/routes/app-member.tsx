/** One member; points given or taken by hand; and a merge that was a mistake. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { type MetaFunction, useLoaderData } from '@remix-run/react';
import { parseAdjustForm, parseMemberQuestion } from '../contracts/admin-member-forms.ts';
import { sayAdjustRefusal, sayUnmergeRefusal } from '../contracts/adjust-refusals.ts';
import { EmbeddedFailure } from '../ui/embedded/embedded-failure.tsx';
import { passHeaders } from '../ui/embedded/pass-headers.ts';
import type { AdjustAnswer } from '../ui/members/adjust-modal.tsx';
import { MemberPage } from '../ui/members/member-page.tsx';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visitor = await context.visitors.staff(request);
  const question = parseMemberQuestion(params.memberId, new URL(request.url).searchParams);
  const member = question && (await context.admin.readMember(visitor, question));
  if (!member) throw data({ reason: 'not_served' }, { status: 404 });
  return { member };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const visitor = await context.visitors.staff(request);
  const question = parseMemberQuestion(params.memberId, new URLSearchParams());
  if (!question) throw data({ reason: 'not_served' }, { status: 404 });
  const sent = await request.formData();
  if (sent.get('intent') === 'unmerge') {
    const reply = await context.admin.unmergeMember(visitor, question.memberId);
    return answer(reply.ok ? reply : { ok: false, problems: sayUnmergeRefusal(reply) });
  }
  const form = parseAdjustForm(sent);
  if (!form.ok) return answer(form);
  const reply = await context.admin.adjustPoints(visitor, question.memberId, form.value);
  return answer(reply.ok ? { ok: true } : { ok: false, problems: sayAdjustRefusal(reply) });
}

function answer(of: AdjustAnswer) {
  return data(of, { status: of.ok ? 200 : 422 });
}

export const meta: MetaFunction = () => [{ title: 'Member · Laurel' }];

export default function Member() {
  const { member } = useLoaderData<typeof loader>();
  return <MemberPage key={member.memberId} member={member} />;
}

export const headers = passHeaders;
export const ErrorBoundary = EmbeddedFailure;
