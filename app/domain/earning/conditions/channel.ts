import { orderCondition } from './condition.ts';

const NAMES = {
  online: 'online',
  pos: 'in the shop',
  subscription: 'by subscription',
  b2b: 'as a company',
};

/** Where the order was placed. */
export const channel = orderCondition({
  kind: 'channel',
  fields: { channels: { type: 'choices', among: ['online', 'pos', 'subscription', 'b2b'] } },
  holds: ({ channels }, { order }) => channels.includes(order.channel),
  say: ({ channels }) => `on orders placed ${channels.map((each) => NAMES[each]).join(' or ')}`,
  sayNot: ({ channels }) =>
    `on orders not placed ${channels.map((each) => NAMES[each]).join(' or ')}`,
});
