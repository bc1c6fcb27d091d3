/** One number with its name and what it means: the tiles of every page. */
import { BlockStack, Card, Text } from '@shopify/polaris';

type Props = {
  readonly name: string;
  readonly value: string;
  /** What it counts or how it was worked out, in a line. */
  readonly children: string;
};

export function Figure({ name, value, children }: Props) {
  return (
    <Card padding={{ xs: '300', md: '400' }}>
      <BlockStack gap="100">
        <Text as="h2" variant="bodySm" tone="subdued">
          {name}
        </Text>
        <Text as="p" variant="headingLg">
          {value}
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {children}
        </Text>
      </BlockStack>
    </Card>
  );
}
