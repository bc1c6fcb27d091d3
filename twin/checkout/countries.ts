/** Countries a checkout offers: the shop's own first, then the rest by name. */
import type { Shop } from '../model/shop.ts';

const CODES =
  'AE AT AU BE BG BH BM BR CA CH CY CZ DE DK EE ES FI FR GB GR HK HR HU IE IL IS IT JE JP ' +
  'KR LB LT LU LV MT MX NG NL NO NZ PL PT RO SA SE SG SI SK TH TR US ZA';

const names = new Intl.DisplayNames('en', { type: 'region' });

export type Country = { readonly code: string; readonly name: string };

/** Where the shop ships to, if it says so; else everywhere it knows. */
export function countriesFor(shop: Shop): Country[] {
  const limited = shop.shippingRates.every(({ countryCodes }) => countryCodes !== null);
  const codes = limited
    ? [...new Set(shop.shippingRates.flatMap(({ countryCodes }) => countryCodes ?? []))]
    : CODES.split(' ');
  const all = codes.map((code) => ({ code, name: countryName(code) }));
  all.sort((a, b) => a.name.localeCompare(b.name));
  return [
    ...all.filter(({ code }) => code === shop.countryCode),
    ...all.filter(({ code }) => code !== shop.countryCode),
  ];
}

export function countryName(code: string): string {
  return names.of(code) ?? code;
}
