/** Tags that bring in other parts: sections, groups, theme blocks, the layout, snippets. */
import {
  type Context,
  type Emitter,
  evalToken,
  Hash,
  type Liquid,
  type Parser,
  RenderTag,
  Tag,
  type TagToken,
  TokenKind,
  type TopLevelToken,
  Value,
  type ValueToken,
} from 'liquidjs';
import { type BlockRequest, hostOf } from '../host.ts';
import { Fields } from '../fields.ts';
import { print } from '../ruby-print.ts';

/** `{% section 'name' %}` and `{% sections 'group' %}`: a name in quotes, never a variable. */
export class SectionTag extends Tag {
  readonly #name: string;

  constructor(token: TagToken, tokens: TopLevelToken[], liquid: Liquid) {
    super(token, tokens, liquid);
    const name = /^\s*(['"])([\w-]+)\1\s*$/.exec(token.args)?.[2];
    if (name === undefined) throw new Error(`${token.name} needs a name in quotes`);
    this.#name = name;
  }

  render(context: Context, emitter: Emitter): void {
    const host = hostOf(context);
    const isGroup = this.token.name === 'sections';
    emitter.write(isGroup ? host.renderSectionGroup(this.#name) : host.renderSection(this.#name));
  }
}

/** `{% content_for 'blocks' %}` and `{% content_for 'block', type: 'x', id: 'y' %}`. */
export class ContentForTag extends Tag {
  readonly #kind: 'blocks' | 'block';
  readonly #named: Hash;

  constructor(token: TagToken, tokens: TopLevelToken[], liquid: Liquid) {
    super(token, tokens, liquid);
    const [, , kind, rest = ''] = /^\s*(['"])(\w+)\1\s*,?([\s\S]*)$/.exec(token.args) ?? [];
    if (kind !== 'blocks' && kind !== 'block') {
      throw new Error("content_for knows only 'blocks' and 'block'");
    }
    this.#kind = kind;
    this.#named = new Hash(rest);
  }

  *render(context: Context, emitter: Emitter): Generator<unknown, void> {
    const named = (yield this.#named.render(context)) as Record<string, unknown>;
    const { type, id, ...rest } = named;
    const request: BlockRequest =
      this.#kind === 'blocks'
        ? { kind: 'blocks' }
        : { kind: 'block', type: print(type), id: print(id), named: rest };
    emitter.write(hostOf(context).renderBlocks(request, context));
  }
}

/** `{% layout 'name' %}` or `{% layout none %}`. */
export class ShopifyLayoutTag extends Tag {
  readonly #name: Value | undefined;

  constructor(token: TagToken, tokens: TopLevelToken[], liquid: Liquid) {
    super(token, tokens, liquid);
    this.#name = token.args.trim() === 'none' ? undefined : new Value(token.args, liquid);
  }

  *render(context: Context): Generator<unknown, void> {
    const name = this.#name ? print(yield this.#name.value(context, false)) : undefined;
    hostOf(context).useLayout(name);
  }
}

/** `{% render 'snippet' %}` as liquidjs has it, and `{% render block %}` for blocks of apps. */
export class ShopifyRenderTag extends RenderTag {
  readonly #block: ValueToken | undefined;

  constructor(token: TagToken, tokens: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, tokens, liquid, parser);
    const value = new Value(token.args.split(',')[0] ?? '', liquid).initial.postfix[0];
    const isName = value !== undefined && 'kind' in value && value.kind === TokenKind.Quoted;
    this.#block = isName ? undefined : (value as ValueToken);
  }

  override *render(context: Context, emitter: Emitter): Generator<unknown, void> {
    if (!this.#block) return yield* super.render(context, emitter) as Generator<unknown, void>;
    const block = (yield evalToken(this.#block, context)) as unknown;
    if (!(block instanceof Fields) || block.name !== 'block') {
      throw new Error('render needs the name of a snippet in quotes, or a block');
    }
    emitter.write(print(block.read('rendered_html')));
  }
}
