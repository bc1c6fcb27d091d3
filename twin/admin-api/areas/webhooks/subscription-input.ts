/** What is wrong with a subscription, in the words of recorded answers (see `address.ts`). */
import type { WebhookSubscription } from '../../../model/app.ts';
import { filterProblem } from '../../../webhooks/engine/filter.ts';
import { mayHear } from '../../../webhooks/engine/topic-scopes.ts';
import type { AdminContext } from '../../engine/context.ts';
import type { UserError } from '../../engine/user-errors.ts';
import { absoluteUri, addressProblems } from './address.ts';

export type SubscriptionInput = {
  readonly uri?: string | null;
  readonly callbackUrl?: string | null;
  readonly filter?: string | null;
  readonly format?: 'JSON' | 'XML' | null;
  readonly includeFields?: readonly string[] | null;
  readonly metafieldNamespaces?: readonly string[] | null;
  readonly metafields?: readonly { readonly namespace: string; readonly key: string }[] | null;
  readonly name?: string | null;
};

const FILTER_MAX = 65_535;

const at = (name: string, message: string): UserError => ({
  field: ['webhookSubscription', name],
  message,
});

/**
 * Every reason against keeping `wanted`; `others` are the app's other subscriptions of the shop.
 */
export function subscriptionProblems(
  { app, scopes }: AdminContext,
  { topic, uri, filter, name }: Pick<WebhookSubscription, 'topic' | 'uri' | 'filter' | 'name'>,
  others: readonly WebhookSubscription[],
): UserError[] {
  if (!mayHear([...scopes], topic)) {
    const message = `You do not have permission to create or update webhooks with ${topic} topic.`;
    return [{ field: ['webhookSubscription'], message }];
  }
  const errors = addressProblems(uri).map((message) => at('callbackUrl', message));
  errors.push(...filterProblems(filter), ...nameProblems(name, others));
  const isTaken = others.some(
    (one) =>
      one.topic === topic && one.uri === absoluteUri(uri, app) && sameFilter(one.filter, filter),
  );
  if (isTaken) errors.push(at('callbackUrl', 'Address for this topic has already been taken'));
  return errors;
}

function sameFilter(one: string | null, other: string | null): boolean {
  return (one ?? '') === (other ?? '');
}

function filterProblems(filter: string | null): UserError[] {
  if (filter === null || filter === '') return [];
  const field = ['webhookSubscription'];
  if (filter.length > FILTER_MAX) {
    return [{ field, message: 'The specified filter exceeds the maximum allowed size.' }];
  }
  if (filterProblem(filter) === null) return [];
  const message =
    'The specified filter is invalid, please ensure you specify ' +
    'the field(s) you wish to filter on.';
  return [{ field, message }];
}

function nameProblems(name: string | null, others: readonly WebhookSubscription[]): UserError[] {
  if (name === null) return [];
  const errors: UserError[] = [];
  if (name === '') errors.push(at('name', 'Name is too short (minimum is 1 character)'));
  if (name.length > 50) errors.push(at('name', 'Name is too long (maximum is 50 characters)'));
  if (!/^[\w-]+$/.test(name)) {
    const message =
      'Name name field can only contain alphanumeric characters, underscores, and hyphens';
    errors.push(at('name', message));
  }
  const lower = name.toLowerCase();
  if (others.some((one) => one.name?.toLowerCase() === lower)) {
    errors.push(at('name', 'Name already exists, no duplicate allowed'));
  }
  return errors;
}
