/** Where a member's points come from: each order's, what waits until when. */
import { BlockStack, Card, Text } from '@shopify/polaris';
import type { LotView, MemberPage } from '../../contracts/admin-members.ts';
import { sayDay, sayNumber } from '../status/say-status.ts';

export function LotsCard({ member }: { member: MemberPage }) {
  const { lots, moreLots, zone } = member;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Where the points come from
        </Text>
        {lots.length === 0 ? (
          <Text as="p" tone="subdued">
            There are no points at the moment.
          </Text>
        ) : (
          <div className="laurel-scroll" tabIndex={0} role="region" aria-label="Points by order">
            <table className="laurel-table">
              <thead>
                <tr>
                  <th scope="col">From</th>
                  <th scope="col">To spend</th>
                  <th scope="col">Waiting</th>
                  <th scope="col">Reserved</th>
                  <th scope="col">Earned</th>
                </tr>
              </thead>
              <tbody>
                {lots.map((lot) => (
                  <Lot key={lot.lotId} lot={lot} zone={zone} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        {lots.length === 0 ? null : (
          <Text as="p" variant="bodySm" tone="subdued">
            {moreLots ? `The first ${lots.length} are shown. ` : ''}The oldest are spent first.
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

function Lot({ lot, zone }: { lot: LotView; zone: string }) {
  const until = lot.maturesAt === null ? '' : ` until ${sayDay(lot.maturesAt, zone)}`;
  return (
    <tr>
      <th scope="row">{sayOrigin(lot)}</th>
      <td data-column="To spend">{sayNumber(lot.available)}</td>
      <td data-column="Waiting">{lot.pending === 0 ? '0' : `${sayNumber(lot.pending)}${until}`}</td>
      <td data-column="Reserved">{sayNumber(lot.held)}</td>
      <td data-column="Earned">{sayDay(lot.earnedAt, zone)}</td>
    </tr>
  );
}

/** A gift has no order, and neither has the debt of a reward that was charged. */
function sayOrigin({ lotId, label }: LotView): string {
  if (lotId.startsWith('adjust:')) return 'A gift from you';
  if (lotId.startsWith('redemption:')) return `“${label}”`;
  return label || 'An order that left';
}
