/**
 * Where App Bridge learns whose page it is on: the script's tag, meta tags and the address's query,
 * kept for the next page of the same tab, whose address may say less.
 */

export type BridgeConfig = {
  apiKey: string;
  host: string;
  shop: string;
  locale: string;
  appOrigins: string[];
  disabledFeatures: string[];
  debug: { webVitals: boolean };
};

const KEPT = 'app-bridge-config';

/** Throws, as the real script does, when the page names no app. */
export function readConfig(script: HTMLScriptElement | null, search: string): BridgeConfig {
  const query = new URLSearchParams(search);
  const kept = readKept();
  const meta = (name: string) =>
    document.querySelector<HTMLMetaElement>(`meta[name="shopify-${name}"]`)?.content;
  const apiKey = script?.dataset.apiKey ?? meta('api-key') ?? kept.apiKey;
  if (!apiKey) {
    throw new Error(
      'The api key is missing. Set it in <meta name="shopify-api-key" content="…"> or in ' +
        'data-api-key of the App Bridge script.',
    );
  }
  const config = {
    apiKey,
    host: query.get('host') ?? kept.host ?? '',
    shop: query.get('shop') ?? kept.shop ?? '',
    locale: query.get('locale') ?? kept.locale ?? 'en-US',
    appOrigins: list(script?.dataset.appOrigins ?? meta('app-origins')),
    disabledFeatures: list(script?.dataset.disabledFeatures ?? meta('disabled-features')),
    debug: { webVitals: meta('debug')?.includes('web-vitals') ?? false },
  };
  sessionStorage.setItem(KEPT, JSON.stringify(config));
  return config;
}

function readKept(): Partial<BridgeConfig> {
  return JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as Partial<BridgeConfig>;
}

function list(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
