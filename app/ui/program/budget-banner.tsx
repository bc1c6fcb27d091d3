/** The month's budget where the owner has to know: it is nearly used up, or the program paused. */
import { Banner, Text } from '@shopify/polaris';
import type { BudgetView } from '../../contracts/budget-view.ts';
import { sayBudget } from './say-budget.ts';

export function BudgetBanner({ budget, zone }: { budget: BudgetView; zone: string }) {
  if (budget === null) return null;
  const { title, body } = sayBudget(budget, zone);
  return (
    <Banner tone="warning" title={title}>
      <Text as="p">{body}</Text>
    </Banner>
  );
}
