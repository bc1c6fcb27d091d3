/**
 * Delivers a trade file as Shopify's own signed webhooks, at a chosen rate, shuffled or repeated on
 * demand. `npm run deliver -- FILE --to URL --shop DOMAIN [--help]`.
 */
import { SHOPIFY_API_VERSION } from '../app/contracts/shopify-api-version.ts';
import type { DeliveryReport } from '../twin/webhooks/deliver.ts';
import { planDeliveries } from './deliver/plan-deliveries.ts';
import {
  DELIVER_USAGE,
  type DeliverScriptOptions,
  readDeliverOptions,
} from './deliver/read-options.ts';
import { sendPlan } from './deliver/send-plan.ts';
import { matchReturns } from '../twin/trade-file/match-returns.ts';
import { shiftByWeeks } from '../twin/trade-file/shift-by-weeks.ts';
import { readTrade } from '../twin/trade-file/read-trade.ts';
import { TradeError } from '../twin/trade-file/refuse-line.ts';
import { UsageError } from './usage-error.ts';

async function deliver(options: DeliverScriptOptions): Promise<DeliveryReport> {
  const { file, url, shop, secret, concurrency, ratePerSecond, shiftTo } = options;
  const trade = matchReturns(await readTrade(file));
  const shiftMs = shiftTo === null ? 0 : shiftByWeeks(trade.asOf, shiftTo);
  const plan = planDeliveries(trade, { ...options, currency: 'GBP', shiftMs });
  console.error(`${plan.length} deliveries of ${shop} to ${url.href}`);
  const startedMs = performance.now();
  const report = await sendPlan(
    plan,
    { shop, secret, apiVersion: SHOPIFY_API_VERSION },
    {
      url,
      concurrency,
      ratePerSecond,
      onProgress: ({ delivered, failed }) => {
        if (process.stderr.isTTY) process.stderr.write(`\r${delivered + failed} of ${plan.length}`);
      },
    },
  );
  const seconds = (performance.now() - startedMs) / 1000;
  if (process.stderr.isTTY) process.stderr.write('\r');
  console.log(said(report, seconds));
  return report;
}

function said({ delivered, failed, retries, answers }: DeliveryReport, seconds: number): string {
  const counts = Object.entries(answers).map(([answer, count]) => `${answer}: ${count}`);
  const rate = Math.round((delivered + failed) / Math.max(seconds, 0.001));
  return [
    `${delivered} delivered, ${failed} failed, ${retries} retries, answers ${counts.join(', ')}`,
    `Took ${seconds.toFixed(1)} s, ${rate} a second.`,
  ].join('\n');
}

try {
  const options = readDeliverOptions(process.argv.slice(2), process.env);
  if (options === null) console.log(DELIVER_USAGE);
  else if ((await deliver(options)).failed > 0) process.exitCode = 1;
} catch (error) {
  process.exitCode = error instanceof UsageError ? 2 : 1;
  if (error instanceof UsageError) console.error(`deliver: ${error.message}\n\n${DELIVER_USAGE}`);
  else if (error instanceof TradeError) console.error(`deliver: ${error.message}`);
  else console.error(error);
}
