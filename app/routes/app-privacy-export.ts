/** All we know of one customer, for a file the owner sends on. */
import { data, type LoaderFunctionArgs } from '@remix-run/node';
import { passHeaders } from '../ui/embedded/pass-headers.ts';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const visitor = await context.visitors.staff(request);
  const customerId = params.customerId ?? '';
  if (!/^\d{1,20}$/.test(customerId)) throw data({ reason: 'not_served' }, { status: 404 });
  return { file: await context.privacy.exportMember(visitor, customerId) };
}

export const headers = passHeaders;
