/** What the draft would have given for the shop's own orders: counted again as the form changes. */
import { useFetcher } from '@remix-run/react';
import { BlockStack, Card, InlineStack, Spinner, Text } from '@shopify/polaris';
import { useEffect, useRef } from 'react';
import type { WhatIfOutcome } from '../../contracts/admin-context.ts';
import type { WhatIf } from '../../contracts/admin-program.ts';
import { sayMoney, sayShare } from '../say-money.ts';
import { sayCount, sayNumber } from '../status/say-status.ts';
import type { ProgramEditor } from './use-program-editor.ts';

/** Long enough that a number being typed is not counted digit by digit. */
const QUIET_MS = 300;

export function WhatIfCard({ editor, currency }: { editor: ProgramEditor; currency: string }) {
  const fetcher = useFetcher<WhatIfOutcome>();
  const body = JSON.stringify(editor.form);
  const { submit } = fetcher;
  useEffect(() => {
    if (!editor.isReadable) return undefined;
    const timer = setTimeout(() => {
      void submit({ intent: 'what-if', form: body }, { method: 'post', action: '/app/program' });
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [body, editor.isReadable, submit]);
  const last = useRef<WhatIf | null>(null);
  if (fetcher.data?.ok === true) last.current = fetcher.data.whatIf;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            What if it had been in force
          </Text>
          {fetcher.state === 'idle' ? null : (
            <Spinner size="small" accessibilityLabel="Counting your orders" />
          )}
        </InlineStack>
        {last.current === null ? (
          <Text as="p" tone="subdued">
            Your orders of the last year are being counted.
          </Text>
        ) : (
          <Outcome whatIf={last.current} currency={currency} />
        )}
      </BlockStack>
    </Card>
  );
}

function Outcome({ whatIf, currency }: { whatIf: WhatIf; currency: string }) {
  const { orders, members, points, salesMinor, worthMinor, reachPercent } = whatIf;
  if (orders === 0) {
    return (
      <Text as="p" tone="subdued">
        There are no paid orders of the last {whatIf.days} days to count. Bring your past orders in
        on the home page.
      </Text>
    );
  }
  return (
    <BlockStack gap="300">
      <dl className="laurel-sums">
        <Sum name="Points given" value={sayNumber(points)} />
        <Sum name="Members" value={sayNumber(members)} />
        <Sum
          name="Worth, if all were spent"
          value={worthMinor === null ? '–' : sayMoney(worthMinor, currency)}
        />
        <Sum
          name="Of your sales"
          value={worthMinor === null ? '–' : sayShare(worthMinor, salesMinor)}
        />
        <Sum
          name="Could take a reward"
          value={reachPercent === null ? '–' : `${reachPercent} % of members`}
        />
      </dl>
      <Text as="p" variant="bodySm" tone="subdued">
        {sayBasis(whatIf, currency)}
      </Text>
    </BlockStack>
  );
}

function sayBasis(whatIf: WhatIf, currency: string): string {
  const { orders, isCut, days, salesMinor, guestOrders, worthBy } = whatIf;
  const which = isCut ? `Your newest ${sayCount(orders, 'order')}` : sayCount(orders, 'order');
  const guests =
    guestOrders > 0
      ? ` ${sayCount(guestOrders, 'order')} of guests count as sales and earn nothing.`
      : '';
  const by = worthBy === null ? '' : ` A point is worth what “${worthBy}” takes off for it.`;
  return (
    `${which} of the last ${days} days, ${sayMoney(salesMinor, currency)} after discounts and ` +
    `returns.${guests}${by}`
  );
}

function Sum({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
