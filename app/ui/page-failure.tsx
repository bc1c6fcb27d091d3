/**
 * A page that could not be shown, in words for whoever runs Laurel: what is the matter and what to
 * do. What passes, a database or a web process that is away, it looks for again by itself.
 */
import { isRouteErrorResponse, useRouteError } from '@remix-run/react';
import { Banner, BlockStack, Button, Page, Text } from '@shopify/polaris';
import { isRefusal, type RefusalReason, REFUSALS } from '../contracts/refusals.ts';
import { REFRESH_SECONDS, useRefresh } from './refresh.ts';

type Words = { title: string; advice: string; tone: 'critical' | 'warning'; passes: boolean };

const UNEXPECTED: Words = {
  title: 'Something went wrong',
  advice: 'Nothing was lost. The log of the web process says what happened.',
  tone: 'critical',
  passes: true,
};

const UNREACHABLE: Words = {
  title: 'Laurel cannot be reached',
  advice: 'The web process does not answer. The page comes back when it does.',
  tone: 'critical',
  passes: true,
};

export function PageFailure() {
  const error = useRouteError();
  const { title, advice, tone, passes } = wordsFor(error);
  useRefresh(passes);
  return (
    <Page narrowWidth>
      <div className="laurel-sections">
        <Text as="h1" visuallyHidden>
          {title}
        </Text>
        <Banner title={title} tone={tone}>
          <BlockStack gap="300" inlineAlign="start">
            <Text as="p">{advice}</Text>
            {passes ? (
              <Text as="p" tone="subdued">
                Trying again every {REFRESH_SECONDS} seconds.
              </Text>
            ) : null}
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
  const passes = status >= 500;
  return { title, advice, tone: passes ? 'critical' : 'warning', passes };
}
