/** The draft as a shopper sees it, on a phone, and its terms in plain words. */
import { BlockStack, Card, Text } from '@shopify/polaris';
import { plainRules } from '../../domain/program/plain-rules.ts';
import type { ProgramDefinition } from '../../domain/program/program.ts';
import { leastCost } from '../../domain/rewards/choices-of.ts';
import { sayMoney } from '../../domain/program/say-money.ts';
import { sayCount, sayNumber } from '../status/say-status.ts';

type Props = {
  readonly definition: ProgramDefinition;
  readonly shopName: string;
  /** False while something typed cannot be read: then this is what could be read last. */
  readonly isCurrent: boolean;
};

export function ShopperPreview({ definition, shopName, isCurrent }: Props) {
  return (
    <BlockStack gap="400">
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            What shoppers see
          </Text>
          {isCurrent ? null : (
            <Text as="p" variant="bodySm" tone="subdued">
              Something in the form cannot be read: this is what it said before.
            </Text>
          )}
          <Phone definition={definition} shopName={shopName} />
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            Your terms in plain words
          </Text>
          <ul className="laurel-rules">
            {plainRules(definition).map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </BlockStack>
      </Card>
    </BlockStack>
  );
}

function Phone({ definition, shopName }: Pick<Props, 'definition' | 'shopName'>) {
  const { rewards, currency, earning } = definition;
  const priced = rewards.map((reward) => ({ ...reward, cost: leastCost(reward) }));
  const costs = rewards.map(leastCost);
  // A member who has enough for the first reward and not yet for the dearest.
  const balance = costs.length === 0 ? 120 : Math.min(...costs) + 20;
  return (
    <div
      className="laurel-phone"
      role="img"
      aria-label={`The panel of ${shopName}, with an example`}
    >
      <p className="laurel-phone-shop">{shopName}</p>
      <p className="laurel-phone-balance">{sayCount(balance, 'point')}</p>
      {earning.points === 0 ? null : (
        <p className="laurel-phone-earn">
          Earn {sayCount(earning.points, 'point')} for every {sayMoney(earning.perMinor, currency)}
        </p>
      )}
      <ul className="laurel-phone-rewards">
        {priced.map(({ id, name, cost }) => (
          <li key={id}>
            <span>
              <strong>{name}</strong>
              <br />
              {sayCount(cost, 'point')}
            </span>
            <span className={cost <= balance ? 'laurel-phone-take' : 'laurel-phone-wait'}>
              {cost <= balance ? 'Redeem' : `${sayNumber(cost - balance)} to go`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
