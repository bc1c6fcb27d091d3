/** Movements as a shopper would be told of them, each with its sentence and what it changed. */
import { Link } from '@remix-run/react';
import { Text } from '@shopify/polaris';
import type { MovementView } from '../../contracts/status.ts';
import { sayChange, sayInstant, sayNumber, sayPosted } from './say-status.ts';

type Props = {
  movements: readonly MovementView[];
  zone: string;
  /** What to say when there are none. */
  empty: string;
  /** The shop's domain where several members' movements stand together; each then names its own. */
  shop?: string;
};

export function MovementList({ movements, zone, empty, shop }: Props) {
  if (movements.length === 0) {
    return (
      <Text as="p" tone="subdued">
        {empty}
      </Text>
    );
  }
  return (
    <ul className="laurel-list">
      {movements.map((movement) => (
        <li key={`${movement.memberId}:${movement.seq}`} className="laurel-entry">
          <div>
            <Text as="p">{movement.sentence}</Text>
            <Text as="p" variant="bodySm" tone="subdued">
              {shop ? sayPosted(movement, zone) : sayInstant(movement.at, zone)} · {movement.kind}
              {movement.reversed ? ', undone' : ''}
              {shop ? <Whose movement={movement} shop={shop} /> : null}
            </Text>
          </div>
          <Change movement={movement} />
        </li>
      ))}
    </ul>
  );
}

function Whose({ movement, shop }: { movement: MovementView; shop: string }) {
  if (movement.customerId === null) return null;
  const query = new URLSearchParams({ shop, customer: movement.customerId });
  return (
    <>
      {' · '}
      <Link to={`/status?${query}#member`}>customer {movement.customerId}</Link>
    </>
  );
}

function Change({ movement }: { movement: MovementView }) {
  const { change } = movement;
  const tone = change > 0 ? 'gained' : change < 0 ? 'lost' : 'moved';
  return (
    <span className={`laurel-change laurel-${tone}`}>
      {change === 0 ? sayNumber(movement.points) : sayChange(change)}
    </span>
  );
}
