/**
 * Tags whose text is not shown where it stands: `schema` and `doc` are read by tools only,
 * `stylesheet` and `javascript` are collected into one file each, `style` prints a style element.
 */
import {
  type Context,
  type Emitter,
  type Liquid,
  Tag,
  type TagToken,
  type Template,
  type TopLevelToken,
} from 'liquidjs';
import { hostOf, TextEmitter } from '../host.ts';

/** Takes tokens up to the end tag and answers the source between, as it was written. */
function readRaw(tag: TagToken, tokens: TopLevelToken[]): string {
  const first = tokens[0];
  while (tokens.length > 0) {
    const token = tokens.shift();
    if (token && 'name' in token && token.name === `end${tag.name}`) {
      return tag.input.slice(first?.begin ?? token.begin, token.begin);
    }
  }
  throw new Error(`tag ${tag.getText()} not closed`);
}

/** `{% schema %}` and `{% doc %}`: nothing on the page. */
export class SilentTag extends Tag {
  constructor(token: TagToken, tokens: TopLevelToken[], liquid: Liquid) {
    super(token, tokens, liquid);
    readRaw(token, tokens);
  }

  render(): void {}
}

/** `{% stylesheet %}` and `{% javascript %}`: no Liquid inside, once per file. */
export class CollectTag extends Tag {
  readonly #source: string;

  constructor(token: TagToken, tokens: TopLevelToken[], liquid: Liquid) {
    super(token, tokens, liquid);
    this.#source = readRaw(token, tokens);
  }

  render(context: Context): void {
    const kind = this.token.name === 'stylesheet' ? 'css' : 'js';
    hostOf(context).collect(kind, this.token.file ?? '', this.#source);
  }
}

/** `{% style %}`: Liquid inside a style element. */
export class StyleTag extends Tag {
  readonly #templates: Template[] = [];

  constructor(token: TagToken, tokens: TopLevelToken[], liquid: Liquid) {
    super(token, tokens, liquid);
    const stream = liquid.parser.parseStream(tokens);
    stream
      .on('template', (template: Template) => this.#templates.push(template))
      .on('tag:endstyle', () => stream.stop())
      .on('end', () => {
        throw new Error(`tag ${token.getText()} not closed`);
      });
    stream.start();
  }

  *render(context: Context, emitter: Emitter): Generator<unknown, void> {
    const inner = new TextEmitter();
    yield this.liquid.renderer.renderTemplates(this.#templates, context, inner);
    emitter.write(`<style data-shopify>${inner.buffer}</style>`);
  }
}
