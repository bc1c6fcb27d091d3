/**
 * A page that could not be shown, in words for whoever runs Laurel: what is the matter and what to
 * do. It looks again by itself, so that it goes away when its cause does.
 */
import { isRouteErrorResponse, useRouteError } from '@remix-run/react';
import { Banner, BlockStack, Button, Page, Text } from '@shopify/polaris';
import { isRefusal, type RefusalReason, REFUSALS } from '../contracts/refusals.ts';
import { REFRESH_SECONDS, useRefresh } from './refresh.ts';

type Words = { title: string; advice: string; tone: 'critical' | 'warning' };

const UNEXPECTED: Words = {
  title: 'Something went wrong',
  advice: 'Nothing was lost. The log of the web process says what happened.',
  tone: 'critical',
};

const UNREACHABLE: Words = {
  title: 'Laurel cannot be reached',
  advice: 'The web process does not answer. The page comes back when it does.',
  tone: 'critical',
};

export function PageFailure() {
  const error = useRouteError();
  useRefresh();
  const { title, advice, tone } = wordsFor(error);
  return (
    <Page narrowWidth>
      <div className="laurel-sections">
        <Text as="h1" visuallyHidden>
          {title}
        </Text>
        <Banner title={title} tone={tone}>
          <BlockStack gap="300" inlineAlign="start">
            <Text as="p">{advice}</Text>
            <Text as="p" tone="subdued">
              Trying again every {REFRESH_SECONDS} seconds.
            </Text>
            <Button url="/status">Go to the status page</Button>
          </BlockStack>
        </Banner>
      </div>
    </Page>
  );
}

function wordsFor(error: unknown): Words {
  // What fetch throws when nothing listens.
  if (!isRouteErrorResponse(error)) return error instanceof TypeError ? UNREACHABLE : UNEXPECTED;
  const reason: unknown = (error.data as { reason?: unknown } | null)?.reason;
  if (isRefusal(reason)) return sayRefusal(reason);
  // Remix's own 404 gives no reason.
  return reason === undefined && error.status === 404 ? sayRefusal('not_served') : UNEXPECTED;
}

function sayRefusal(reason: RefusalReason): Words {
  const { status, title, advice } = REFUSALS[reason];
  return { title, advice, tone: status >= 500 ? 'critical' : 'warning' };
}
