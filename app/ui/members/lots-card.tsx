/** Where a member's points come from: each order's, what waits until when. */
import { BlockStack, Card, Text } from '@shopify/polaris';
import type { LotView, MemberPage } from '../../contracts/admin-members.ts';
import { sayDay, sayNumber } from '../status/say-status.ts';

export function LotsCard({ member }: { member: MemberPage }) {
  const { lots, moreLots, zone, isSealed } = member;
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
                  <Lot key={lot.lotId} lot={lot} zone={zone} isSealed={isSealed} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        {lots.length === 0 || isSealed ? null : (
          <Text as="p" variant="bodySm" tone="subdued">
            {moreLots ? `The first ${lots.length} are shown. ` : ''}
            {lots.some(({ expiresAt }) => expiresAt !== null)
              ? 'What expires first is spent first, then the oldest.'
              : 'The oldest are spent first.'}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

type LotProps = { readonly lot: LotView; readonly zone: string; readonly isSealed: boolean };

/** Of an erased member nothing waits or ends any more, whatever date it had. */
function Lot({ lot, zone, isSealed }: LotProps) {
  const until = (at: number | null) =>
    at === null || isSealed ? '' : ` until ${sayDay(at, zone)}`;
  const { pending, available } = lot;
  return (
    <tr>
      <th scope="row">{sayOrigin(lot, isSealed)}</th>
      <td data-column="To spend">
        {sayNumber(available)}
        {available > 0 ? until(lot.expiresAt) : ''}
      </td>
      <td data-column="Waiting">
        {sayNumber(pending)}
        {pending > 0 ? until(lot.maturesAt) : ''}
      </td>
      <td data-column="Reserved">{sayNumber(lot.held)}</td>
      <td data-column="Earned">{sayDay(lot.earnedAt, zone)}</td>
    </tr>
  );
}

/** A gift has no order, and neither has the debt of a reward that was charged. */
function sayOrigin({ lotId, label }: LotView, isSealed: boolean): string {
  if (lotId.startsWith('adjust:')) return 'A gift from you';
  if (lotId.startsWith('entry:')) return `Reaching ${label}`;
  if (lotId.startsWith('redemption:')) return `“${label}”`;
  if (isSealed) return 'An order, its number erased';
  return label || 'An order that left';
}
