/** The front page: what this is and where to look. A visit from Shopify's admin goes on to /app. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { BlockStack, Button, Card, List, Page, Text } from '@shopify/polaris';

const FROM_ADMIN = ['shop', 'host', 'id_token'] as const;

export function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  if (FROM_ADMIN.some((name) => searchParams.has(name))) throw redirect(`/app${search}`);
  return null;
}

export default function Home() {
  return (
    <Page title="Laurel" subtitle="A loyalty program for Shopify shops" narrowWidth>
      <div className="laurel-sections">
        <Card>
          <BlockStack gap="400" inlineAlign="start">
            <Text as="p">
              Orders, refunds and cancellations come in as webhooks; points go out. What a member
              has is worked out from what happened and from the rules as they were published, and
              every single point can say where it came from.
            </Text>
            <List>
              <List.Item>
                Webhooks may come late, twice or shuffled: the points come out the same.
              </List.Item>
              <List.Item>
                Nothing in the books is ever changed; a correction is a new line.
              </List.Item>
              <List.Item>The books are checked against themselves, member by member.</List.Item>
            </List>
            <Button variant="primary" url="/status">
              See the status
            </Button>
          </BlockStack>
        </Card>
      </div>
    </Page>
  );
}
