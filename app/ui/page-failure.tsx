/**
 * A page that could not be shown, in words for whoever runs Laurel: what is the matter and what to
 * do. It looks again by itself, so that it goes away when its cause does.
 */
import { isRouteErrorResponse, useRouteError } from '@remix-run/react';
import { Banner, BlockStack, Button, Page, Text } from '@shopify/polaris';
import { REFRESH_SECONDS, useRefresh } from './refresh.ts';

type Words = { title: string; body: string; tone: 'critical' | 'warning' };

const WORDS: Readonly<Record<string, Words>> = {
  database_unavailable: {
    title: 'The database does not answer',
    body:
      'Webhooks cannot be stored just now and Shopify will send them again. Check that ' +
      'PostgreSQL runs and that DATABASE_URL names it.',
    tone: 'critical',
  },
  unknown_shop: {
    title: 'There is no such shop',
    body: 'No webhook of a shop by that name has arrived. The status page lists those we know.',
    tone: 'warning',
  },
  password_wanted: {
    title: 'This page wants a password',
    body: 'Enter the value of STATUS_PASSWORD as the password; the user name does not matter.',
    tone: 'warning',
  },
  not_served: {
    title: 'There is nothing here',
    body: 'Check the address.',
    tone: 'warning',
  },
  bad_form: {
    title: 'The form could not be read',
    body: 'Nothing was done. Go back to the status page and try again.',
    tone: 'warning',
  },
};

const UNEXPECTED: Words = {
  title: 'Something went wrong',
  body: 'Nothing was lost. The log of the web process says what happened.',
  tone: 'critical',
};

const UNREACHABLE: Words = {
  title: 'Laurel cannot be reached',
  body: 'The web process does not answer. The page comes back when it does.',
  tone: 'critical',
};

export function PageFailure() {
  const error = useRouteError();
  useRefresh();
  const { title, body, tone } = wordsFor(error);
  return (
    <Page narrowWidth>
      <div className="laurel-sections">
        <Text as="h1" visuallyHidden>
          {title}
        </Text>
        <Banner title={title} tone={tone}>
          <BlockStack gap="300" inlineAlign="start">
            <Text as="p">{body}</Text>
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
  if (isRouteErrorResponse(error)) {
    const reason = (error.data as { reason?: unknown } | null)?.reason;
    if (typeof reason === 'string') return WORDS[reason] ?? UNEXPECTED;
    return error.status === 404 ? (WORDS.not_served ?? UNEXPECTED) : UNEXPECTED;
  }
  // What fetch throws when nothing listens.
  return error instanceof TypeError ? UNREACHABLE : UNEXPECTED;
}
