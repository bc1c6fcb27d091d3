/** Amounts of an order as money bags, and what several of its types share. */
import type { Order } from '../../../model/order.ts';
import { moneyBag, moneyV2 } from '../../engine/money-fields.ts';

export const bag = (order: Order, minor: number) => moneyBag(minor, order);

/**
 * The shop's side of a bag: the deprecated fields without `Set` are it, as `Money` or `MoneyV2`.
 */
export const shopMoney = (order: Order, minor: number) => moneyV2(minor, order.currency);

export const plainMoney = (order: Order, minor: number) => shopMoney(order, minor).amount;

/** `Attribute`s of a record's names and values. */
export const attributesOf = (list: readonly { readonly name: string; readonly value: string }[]) =>
  list.map(({ name, value }) => ({ key: name, value }));
