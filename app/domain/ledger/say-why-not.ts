import type { WhyNot } from '../earning/why-not.ts';
import { workings } from './say-order.ts';
import { english, type Words } from './words/en.ts';

/** Why an order earned nothing, in a sentence or two a shopper understands. */
export function sayWhyNot(reason: WhyNot, words: Words = english): string {
  const { whyNot } = words;
  const { orderName: order } = reason;
  switch (reason.why) {
    case 'test':
      return whyNot.test(order);
    case 'not-paid':
      return whyNot.notPaid(order);
    case 'no-version':
      return whyNot.noVersion(order);
    case 'not-taking-part':
      return whyNot.notTakingPart(order);
    case 'paused':
      return whyNot.paused(order);
    case 'other-currency':
      return whyNot.otherCurrency(order, reason.currency, reason.programCurrency);
    case 'cancelled':
      return whyNot.cancelled(order);
    case 'charged-back':
      return whyNot.chargedBack(order);
    case 'returned':
      return whyNot.returnedAll(order);
    case 'free':
      return whyNot.free(order);
    case 'nothing-counts': {
      const { leftOut, currency } = reason;
      const sayLeftOut = leftOut.map(({ why, amountMinor }) =>
        words.leftOut(why, { minor: amountMinor, currency }),
      );
      return [whyNot.nothingCounts(order), ...sayLeftOut].join(' ');
    }
    case 'no-rule':
      return whyNot.noRule(order);
    case 'given-elsewhere':
      return whyNot.givenElsewhere(order, reason.bonus);
    case 'less-than-a-point':
      return whyNot.belowAPoint(workings(reason.explanation, words.times));
    case 'capped':
      return whyNot.capped(order, reason.uncapped, reason.by);
  }
}
