/**
 * Decimals of currencies by ISO 4217. `Intl` follows CLDR, which prints some currencies with fewer
 * digits than they have (HUF, IDR, TWD …), so what differs from two stands here in full.
 *
 *     decimalsOf('USD') === 2, decimalsOf('JPY') === 0, decimalsOf('KWD') === 3
 */

/** ISO 4217 list one, and the same in `config/currency_iso.yml` of github.com/Shopify/money. */
const exceptions: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** How many digits stand after the point in `currency`. Throws on what is no currency code. */
export function decimalsOf(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) throw new Error(`${currency} is no currency code.`);
  return exceptions[currency] ?? 2;
}
