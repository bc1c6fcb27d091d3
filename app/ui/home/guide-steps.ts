/**
 * The set-up guide as a list of steps, each done or not and with what to do next. What Shopify
 * alone knows comes in from App Bridge, and is unknown until it answers.
 */
import type { GuideView } from '../../contracts/admin-home.ts';
import type { ImportView } from '../../contracts/intake-context.ts';
import { sayCount, sayNumber } from '../status/say-status.ts';

export type StepState = 'done' | 'open' | 'under-way' | 'unknown' | 'failed';

export type GuideStep = {
  readonly id: 'history' | 'program' | 'embed' | 'checkout';
  readonly title: string;
  readonly state: StepState;
  readonly words: string;
};

/** As much of App Bridge's answer as the guide reads. */
export type ReportedExtension = {
  readonly handle: string;
  readonly type: string;
  readonly activations: readonly {
    readonly handle?: string;
    readonly status?: string;
    readonly target?: string;
  }[];
};

/** The block of the theme extension that is the app embed; see extensions/theme/blocks. */
export const EMBED_HANDLE = 'loyalty';
const CHECKOUT_HANDLE = 'checkout-points';

export function guideSteps(
  guide: GuideView,
  extensions: readonly ReportedExtension[] | null,
): readonly GuideStep[] {
  return [
    historyStep(guide.history),
    programStep(guide),
    embedStep(extensions),
    checkoutStep(extensions),
  ];
}

export function isGuideDone(steps: readonly GuideStep[]): boolean {
  return steps.every(({ state }) => state === 'done');
}

function historyStep(history: ImportView): GuideStep {
  const base = { id: 'history', title: 'Bring in your past orders' } as const;
  const { status, read, objects, inBooks, problem } = history;
  switch (status) {
    case 'none':
      return {
        ...base,
        state: 'open',
        words: 'So that you can see what a program would have given before you publish one.',
      };
    case 'asked':
      return { ...base, state: 'under-way', words: 'Asked for. Shopify begins in a moment.' };
    case 'running':
      return {
        ...base,
        state: 'under-way',
        words: `Shopify is gathering them: ${sayCount(objects, 'record')} so far.`,
      };
    case 'reading':
      return {
        ...base,
        state: 'under-way',
        words: `${sayCount(read, 'order')} read, ${sayNumber(inBooks)} of them in your books.`,
      };
    case 'done':
      return { ...base, state: 'done', words: sayImported(history) };
    case 'failed':
      return { ...base, state: 'failed', words: problem ?? 'It did not work. Try it again.' };
  }
}

function sayImported({ read, failed, limitedTo60Days }: ImportView): string {
  const [range, why] = limitedTo60Days
    ? [' of the last 60 days', ' Shopify lets us read no further back.']
    : ['', ''];
  const rest = failed > 0 ? ` ${sayCount(failed, 'order')} could not be read.` : '';
  return `${sayCount(read, 'order')}${range} came in.${why}${rest}`;
}

function programStep({ version, hasDraft }: GuideView): GuideStep {
  const base = { id: 'program', title: 'Publish a program' } as const;
  if (version !== null) {
    return { ...base, state: 'done', words: `Version ${version} is published.` };
  }
  return {
    ...base,
    state: 'open',
    words: hasDraft
      ? 'Your draft is saved. Look at what it would cost, then publish it.'
      : 'Start from the Points preset: a point for each unit spent, spendable after 14 days.',
  };
}

function embedStep(extensions: readonly ReportedExtension[] | null): GuideStep {
  const base = { id: 'embed', title: 'Show points in your store' } as const;
  if (extensions === null) return { ...base, state: 'unknown', words: 'Asking your theme…' };
  const blocks = extensions
    .filter(({ type }) => type === 'theme_app_extension')
    .flatMap(({ activations }) => activations);
  const isOn = blocks.some(({ handle, status }) => handle === EMBED_HANDLE && status === 'active');
  return isOn
    ? { ...base, state: 'done', words: 'The Laurel panel is on in your theme.' }
    : {
        ...base,
        state: 'open',
        words: 'Switch the Laurel app embed on in the theme editor, and save there.',
      };
}

function checkoutStep(extensions: readonly ReportedExtension[] | null): GuideStep {
  const base = { id: 'checkout', title: 'Let shoppers redeem at checkout' } as const;
  if (extensions === null) return { ...base, state: 'unknown', words: 'Asking your checkout…' };
  const isOn = extensions.some(
    ({ handle, activations }) => handle === CHECKOUT_HANDLE && activations.length > 0,
  );
  return isOn
    ? { ...base, state: 'done', words: 'The points block is in your checkout.' }
    : {
        ...base,
        state: 'open',
        words: 'Add the Laurel points block in the checkout editor (Shopify Plus).',
      };
}
