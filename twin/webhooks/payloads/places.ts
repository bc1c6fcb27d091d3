/** Names of countries and of those provinces that an address names by a code. */

const PROVINCES: Readonly<Record<string, string>> = {
  US:
    'AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,' +
    'DE Delaware,DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,' +
    'IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,' +
    'MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,' +
    'NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,' +
    'OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina,' +
    'SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,' +
    'WV West Virginia,WI Wisconsin,WY Wyoming',
  CA:
    'AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,NL Newfoundland and Labrador,' +
    'NT Northwest Territories,NS Nova Scotia,NU Nunavut,ON Ontario,PE Prince Edward Island,' +
    'QC Quebec,SK Saskatchewan,YT Yukon',
  AU:
    'ACT Australian Capital Territory,NSW New South Wales,NT Northern Territory,QLD Queensland,' +
    'SA South Australia,TAS Tasmania,VIC Victoria,WA Western Australia',
  GB: 'ENG England,NIR Northern Ireland,SCT Scotland,WLS Wales',
};

const countryNames = new Intl.DisplayNames('en', { type: 'region' });
const countries = new Map<string, string>();
const provinces = new Map<string, string>(
  Object.entries(PROVINCES).flatMap(([country, list]) =>
    list.split(',').map((entry): [string, string] => {
      const at = entry.indexOf(' ');
      return [`${country} ${entry.slice(0, at)}`, entry.slice(at + 1)];
    }),
  ),
);

/** `GB` → `United Kingdom`; the code itself where nobody knows it. */
export function countryName(code: string): string {
  let name = countries.get(code);
  if (name === undefined) {
    name = /^[A-Z]{2}$/.test(code) ? (countryNames.of(code) ?? code) : code;
    countries.set(code, name);
  }
  return name;
}

/** `US`, `KY` → `Kentucky`; the code itself where the country's provinces are not listed here. */
export function provinceName(country: string, code: string | null): string | null {
  return code === null ? null : (provinces.get(`${country} ${code}`) ?? code);
}

/** Whether a code is known to be none of the country's; where none are listed here, none is. */
export function isNoProvince(country: string, code: string): boolean {
  return PROVINCES[country] !== undefined && !provinces.has(`${country} ${code}`);
}
