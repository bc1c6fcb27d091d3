/** The owner's first page: what to do next, then how the program is doing. */
import { BlockStack, Button, Card, InlineGrid, Page, Text } from '@shopify/polaris';
import type { HomeView, WorthView } from '../../contracts/admin-home.ts';
import { useExtensions } from '../embedded/use-app-bridge.ts';
import { Figure } from '../figure.tsx';
import { LedgerList } from '../members/ledger-list.tsx';
import { BudgetBanner } from '../program/budget-banner.tsx';
import { useRefresh } from '../refresh.ts';
import { sayMoney } from '../say-money.ts';
import { sayCount, sayNumber } from '../status/say-status.ts';
import { GuideCard } from './guide-card.tsx';
import { guideSteps, isGuideDone } from './guide-steps.ts';

export function HomePage({ view, apiKey }: { view: HomeView; apiKey: string }) {
  useRefresh();
  const extensions = useExtensions();
  const steps = guideSteps(view.guide, extensions);
  // Once put away it stays away, even while Shopify has not said yet what is switched on.
  const isGuideShown = !view.guide.isPutAway || (extensions !== null && !isGuideDone(steps));
  return (
    <Page title="Home" subtitle={view.shopName}>
      <div className="laurel-sections">
        <BudgetBanner budget={view.budget} zone={view.zone} />
        {isGuideShown ? (
          <GuideCard guide={view.guide} steps={steps} domain={view.domain} apiKey={apiKey} />
        ) : null}
        {view.dataRequests > 0 ? <DataRequests count={view.dataRequests} /> : null}
        {view.guide.version === null ? <NothingYet /> : <Numbers view={view} />}
      </div>
    </Page>
  );
}

function NothingYet() {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          Your numbers will show here
        </Text>
        <Text as="p" tone="subdued">
          Members, points given and spent, and what they may cost you, from the first order after
          you publish a program.
        </Text>
      </BlockStack>
    </Card>
  );
}

function DataRequests({ count }: { count: number }) {
  return (
    <Card>
      <BlockStack gap="300" inlineAlign="start">
        <Text as="h2" variant="headingMd">
          {count === 1 ? 'A shopper asks for their data' : `${count} shoppers ask for their data`}
        </Text>
        <Text as="p" tone="subdued">
          By law you have thirty days to send them what is known of them.
        </Text>
        <Button url="/app/privacy">See data requests</Button>
      </BlockStack>
    </Card>
  );
}

function Numbers({ view }: { view: HomeView }) {
  const { numbers } = view;
  return (
    <>
      <Text as="h2" variant="headingMd">
        Your program today
      </Text>
      <InlineGrid columns={{ xs: 2, md: 3 }} gap={{ xs: '300', md: '400' }}>
        <Figure name="Members" value={sayNumber(numbers.members)}>
          Shoppers with an account and an order
        </Figure>
        <Figure name="Points to spend" value={sayNumber(numbers.available)}>
          {`${sayNumber(numbers.pending)} more are waiting, ${sayNumber(numbers.held)} reserved`}
        </Figure>
        <Figure name="Points given" value={sayNumber(numbers.issued)}>
          Last 30 days, less what returns took back
        </Figure>
        <Figure name="Points spent" value={sayNumber(numbers.spent)}>
          Last 30 days, on rewards that were used
        </Figure>
        <Figure name="Rewards in use" value={sayNumber(numbers.redemptionsOpen)}>
          Taken, and not yet part of a paid order
        </Figure>
        <Figure name="Rewards used" value={sayNumber(numbers.redemptionsUsed)}>
          Since the program began
        </Figure>
      </InlineGrid>
      <Liability view={view} />
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            Latest points
          </Text>
          <LedgerList
            lines={view.newest}
            zone={view.zone}
            isLinked
            empty="No points have moved yet. They do as soon as a paid order comes in."
          />
        </BlockStack>
      </Card>
    </>
  );
}

function Liability({ view: { numbers, worth, currency } }: { view: HomeView }) {
  const outstanding = numbers.pending + numbers.available + numbers.held;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          What outstanding points may cost
        </Text>
        <Text as="p" variant="headingLg">
          {worth === null ? '–' : sayMoney(worth.minor, currency)}
        </Text>
        <Text as="p" tone="subdued">
          {worth === null
            ? 'No reward takes an amount off, so points cannot be turned into money.'
            : sayWorth(worth, outstanding, currency)}
        </Text>
      </BlockStack>
    </Card>
  );
}

function sayWorth(worth: NonNullable<WorthView>, outstanding: number, currency: string): string {
  const { rewardMinor, rewardCost, rewardName } = worth;
  const rate = `${sayMoney(rewardMinor, currency)} for ${sayCount(rewardCost, 'point')}`;
  return (
    `${sayCount(outstanding, 'outstanding point')} at ${rate}: the most they could take off, ` +
    `all spent on “${rewardName}”. Points never spent cost nothing.`
  );
}
