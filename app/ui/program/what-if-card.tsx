/** What the draft would have given for the shop's own orders: counted again as the form changes. */
import { useFetcher } from '@remix-run/react';
import { BlockStack, Card, InlineStack, Spinner, Text } from '@shopify/polaris';
import { useEffect, useRef } from 'react';
import type { WhatIfOutcome } from '../../contracts/admin-context.ts';
import type { WhatIf } from '../../contracts/admin-program.ts';
import { sayMoney, sayShare } from '../say-money.ts';
import { sayNumber } from '../status/say-status.ts';
import { sayBasis, sayNoOrders } from './say-history.ts';
import type { ProgramEditor } from './use-program-editor.ts';

/** Long enough that a number being typed is not counted digit by digit. */
const QUIET_MS = 300;

type Props = {
  readonly editor: ProgramEditor;
  readonly currency: string;
  /** Whether the form says what is in force: then nothing is supposed. */
  readonly isInForce: boolean;
};

export function WhatIfCard({ editor, currency, isInForce }: Props) {
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
            {isInForce ? 'What your program gives' : 'What if it had been in force'}
          </Text>
          {fetcher.state === 'idle' ? null : (
            <Spinner size="small" accessibilityLabel="Counting your orders" />
          )}
        </InlineStack>
        {last.current === null ? (
          <Text as="p" tone="subdued">
            Your orders are being counted.
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
        {sayNoOrders(whatIf.history)}
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
          value={reachPercent === null ? '–' : `${reachPercent}% of members`}
        />
      </dl>
      <Text as="p" variant="bodySm" tone="subdued">
        {sayBasis(whatIf, sayMoney(whatIf.salesMinor, currency))}
      </Text>
    </BlockStack>
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
