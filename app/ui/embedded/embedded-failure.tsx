/**
 * A page of the admin that could not be shown, in an owner's words. What Shopify's library throws
 * is no failure but a page of its own, which sends the browser for a fresh token or out of the
 * frame: it is passed on as it is.
 */
import { isRouteErrorResponse, useRevalidator, useRouteError } from '@remix-run/react';
import { AppProvider, Banner, BlockStack, Button, Page, Text } from '@shopify/polaris';
import words from '@shopify/polaris/locales/en.json' with { type: 'json' };
import { isRefusal, REFUSALS } from '../../contracts/refusals.ts';

type Words = {
  readonly title: string;
  readonly advice: string;
  /** Trying again would not help. */
  readonly isFinal?: boolean;
};

const UNEXPECTED: Words = {
  title: 'This page could not be shown',
  advice: 'Nothing was lost, and points keep being counted. Try again in a moment.',
};
const NOT_THERE: Words = {
  title: 'There is nothing here',
  advice: 'The page or the member you asked for does not exist, or belongs to another shop.',
  isFinal: true,
};
const SIGNED_OUT: Words = {
  title: 'Shopify could not confirm who you are',
  advice: 'Open Laurel again from the apps in your Shopify admin.',
};

/** For pages within the frame. */
export function EmbeddedFailure() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && typeof error.data === 'string' && /^\s*</.test(error.data)) {
    return <div dangerouslySetInnerHTML={{ __html: error.data }} />;
  }
  return <Sorry {...wordsFor(error)} />;
}

/** For the frame itself, which is not there then. */
export function BareFailure() {
  return (
    <AppProvider i18n={words}>
      <main>
        <EmbeddedFailure />
      </main>
    </AppProvider>
  );
}

function Sorry({ title, advice, isFinal = false }: Words) {
  const { revalidate, state } = useRevalidator();
  return (
    <Page narrowWidth>
      <div className="laurel-sections">
        <Text as="h1" visuallyHidden>
          {title}
        </Text>
        <Banner title={title} tone="warning">
          <BlockStack gap="300" inlineAlign="start">
            <Text as="p">{advice}</Text>
            {isFinal ? (
              <Button url="/app">Go to Home</Button>
            ) : (
              <Button onClick={revalidate} loading={state === 'loading'}>
                Try again
              </Button>
            )}
          </BlockStack>
        </Banner>
      </div>
    </Page>
  );
}

function wordsFor(error: unknown): Words {
  if (!isRouteErrorResponse(error)) return UNEXPECTED;
  const reason: unknown = (error.data as { reason?: unknown } | null)?.reason;
  if (isRefusal(reason) && reason !== 'not_served') return REFUSALS[reason];
  if (error.status === 404) return NOT_THERE;
  if (error.status === 401 || error.status === 403 || error.status === 410) return SIGNED_OUT;
  return UNEXPECTED;
}
