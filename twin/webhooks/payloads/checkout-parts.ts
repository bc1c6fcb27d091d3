/** The parts of a checkout that are mostly empty keys, as Shopify sends them. */
import type { TaxLine } from '../../model/order.ts';
import type { PricedShippingLine } from '../../pricing/types.ts';
import type { PayloadWriter } from './writer.ts';

export const NO_MEASURE = {
  measured_type: null,
  quantity_value: null,
  quantity_unit: null,
  reference_value: null,
  reference_unit: null,
};

/** `at`: its place, from 0. */
export function checkoutTaxLine(tax: TaxLine, at: number, writer: PayloadWriter) {
  return {
    price: writer.text(tax.amountMinor),
    position: at + 1,
    rate: tax.rate,
    title: tax.title,
    source: 'Shopify',
    zone: null,
    jurisdiction_id: null,
    jurisdiction_type: null,
    jurisdiction_source: null,
    reporting_taxable_amount: null,
    reporting_non_taxable_amount: null,
    reporting_exempt_amount: null,
    reporting_jurisdiction_name: null,
    reporting_jurisdiction_type: null,
    reporting_jurisdiction_code: null,
    tax_api_client_id: null,
    tax_calculation_price: writer.text(tax.amountMinor),
    tax_registration_id: null,
    identifier: null,
    compare_at: tax.rate,
    channel_liable: false,
  };
}

export function checkoutShippingLine(line: PricedShippingLine, writer: PayloadWriter) {
  return {
    id: null,
    api_client_id: null,
    applied_discounts: [],
    carrier_identifier: null,
    carrier_service_id: null,
    code: line.code,
    custom_tax_lines: null,
    delivery_category: null,
    delivery_expectation_range: [],
    delivery_expectation_type: null,
    markup: writer.text(0),
    original_shop_markup: null,
    original_shop_price: writer.text(line.originalMinor),
    phone: null,
    presentment_title: line.title,
    price: writer.text(line.finalMinor),
    requested_fulfillment_service_id: null,
    source: 'shopify',
    tax_lines: line.taxLines.map((tax, at) => checkoutTaxLine(tax, at, writer)),
    title: line.title,
    validation_context: null,
  };
}
