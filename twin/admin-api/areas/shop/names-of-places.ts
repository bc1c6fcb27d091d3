/** English names of countries and currencies, from the platform's own tables. */

const countries = new Intl.DisplayNames('en', { type: 'region' });
const money = new Intl.DisplayNames('en', { type: 'currency' });

/** `GB` → `United Kingdom`. */
export function countryName(code: string): string {
  return countries.of(code) ?? code;
}

/** `GBP` → `British Pound`. */
export function currencyName(code: string): string {
  return money.of(code) ?? code;
}
