/** Discounts and their codes: `discounts/*`. */
import type { Discount } from '../../model/discount.ts';
import { discountStatus } from '../../model/discount-status.ts';
import { utcInstant } from './numbers.ts';
import type { PayloadWriter } from './writer.ts';

type Named = Pick<Discount, 'id' | 'method'>;

/** Code discounts and automatic ones are nodes of different kinds in the Admin API. */
const nodeOf = ({ id, method }: Named, writer: PayloadWriter) =>
  writer.gid(method === 'code' ? 'DiscountCodeNode' : 'DiscountAutomaticNode', id);

/** `discounts/create`, `discounts/update`. `at`: now. */
export function discountPayload(
  { discount, at }: { discount: Discount; at: number },
  writer: PayloadWriter,
) {
  return {
    admin_graphql_api_id: nodeOf(discount, writer),
    title: discount.title,
    status: discountStatus(discount, at),
    created_at: writer.at(discount.createdAt),
    updated_at: writer.at(discount.updatedAt),
  };
}

/** `discounts/delete`. `at`: when. */
export const deletedDiscountPayload = (
  { discount, at }: { discount: Named; at: number },
  writer: PayloadWriter,
) => ({ admin_graphql_api_id: nodeOf(discount, writer), deleted_at: writer.at(at) });

/** `discounts/redeemcode_added`, `discounts/redeemcode_removed`. `at`: when. */
export const redeemCodePayload = (
  {
    discountId,
    codeId,
    code,
    at,
  }: { discountId: number; codeId: number; code: string; at: number },
  writer: PayloadWriter,
) => ({
  admin_graphql_api_id: writer.gid('DiscountCodeNode', discountId),
  redeem_code: { id: writer.gid('DiscountRedeemCode', codeId), code },
  updated_at: utcInstant(at),
});
