/** `{% form 'product', product, class: 'x' %}`. Source: shopify.dev/docs/api/liquid/tags/form. */
import {
  type Context,
  type Emitter,
  evalToken,
  Hash,
  type Liquid,
  Tag,
  type TagToken,
  type Template,
  Tokenizer,
  type TopLevelToken,
  type ValueToken,
} from 'liquidjs';
import { attributes } from '../filter.ts';
import { Fields, readProperty } from '../fields.ts';
import { hostOf, type LiquidHost } from '../host.ts';
import { print } from '../ruby-print.ts';

type FormKind = { action: string; id?: string; isMultipart?: boolean };

const FORMS: Record<string, FormKind> = {
  activate_customer_password: { action: '/account/activate' },
  cart: { action: '/cart', id: 'cart_form', isMultipart: true },
  contact: { action: '/contact#contact_form', id: 'contact_form' },
  create_customer: { action: '/account', id: 'create_customer' },
  currency: { action: '/cart/update', id: 'currency_form', isMultipart: true },
  customer: { action: '/contact#contact_form', id: 'contact_form' },
  customer_address: { action: '/account/addresses', id: 'address_form_new' },
  customer_login: { action: '/account/login', id: 'customer_login' },
  guest_login: { action: '/account/login', id: 'customer_login_guest' },
  localization: { action: '/localization', id: 'localization_form', isMultipart: true },
  new_comment: { action: '/comments', id: 'comment_form' },
  product: { action: '/cart/add', isMultipart: true },
  recover_customer_password: { action: '/account/recover' },
  reset_customer_password: { action: '/account/account/reset' },
  storefront_password: { action: '/password', id: 'login_form' },
};

export class FormTag extends Tag {
  readonly #type: string;
  readonly #object: ValueToken | undefined;
  readonly #named: Hash;
  readonly #templates: Template[] = [];

  constructor(token: TagToken, tokens: TopLevelToken[], liquid: Liquid) {
    super(token, tokens, liquid);
    const [, , type = '', rest = ''] = /^\s*(['"])(\w+)\1\s*,?([\s\S]*)$/.exec(token.args) ?? [];
    if (!FORMS[type]) throw new Error(`form: there is no form of type '${type}'`);
    this.#type = type;
    const isNamed = /^\s*[\w-]+\s*:/.test(rest) || rest.trim() === '';
    const tokenizer = new Tokenizer(rest);
    this.#object = isNamed ? undefined : tokenizer.readValue();
    tokenizer.skipBlank();
    if (tokenizer.peek() === ',') tokenizer.p += 1;
    this.#named = new Hash(rest.slice(tokenizer.p));
    const stream = liquid.parser.parseStream(tokens);
    stream
      .on('template', (template: Template) => this.#templates.push(template))
      .on('tag:endform', () => stream.stop())
      .on('end', () => {
        throw new Error(`tag ${token.getText()} not closed`);
      });
    stream.start();
  }

  *render(context: Context, emitter: Emitter): Generator<unknown, void> {
    const host = hostOf(context);
    const object = (yield evalToken(this.#object, context)) as unknown;
    const named = (yield this.#named.render(context)) as Record<string, unknown>;
    const { return_to, ...given } = named;
    const look = lookOf(this.#type, object, given);
    emitter.write(`<form${attributes(look)}>`);
    emitter.write(hidden('form_type', this.#type) + hidden('utf8', '✓'));
    if (this.#type === 'localization') emitter.write(hidden('_method', 'put'));
    const back = return_to === 'back' ? host.url.pathname : return_to;
    if (this.#type === 'localization') {
      emitter.write(hidden('return_to', back ?? host.url.pathname + host.url.search));
    } else if (back !== undefined) emitter.write(hidden('return_to', back));
    context.push({ form: formFields(this.#type, print(look.id), host) });
    yield this.liquid.renderer.renderTemplates(this.#templates, context, emitter);
    context.pop();
    if (this.#type === 'product') emitter.write(hidden('product-id', readProperty(object, 'id')));
    emitter.write('</form>');
  }
}

function lookOf(
  type: string,
  object: unknown,
  given: Record<string, unknown>,
): Record<string, unknown> {
  const kind = FORMS[type] ?? { action: '/' };
  const id = type === 'product' ? `product_form_${print(readProperty(object, 'id'))}` : kind.id;
  const action =
    type === 'customer_address' && object instanceof Fields && object.has('id')
      ? `/account/addresses/${print(object.read('id'))}`
      : kind.action;
  return {
    method: 'post',
    action,
    id,
    'accept-charset': 'UTF-8',
    ...(kind.isMultipart ? { enctype: 'multipart/form-data' } : {}),
    ...(type === 'product' ? { class: 'shopify-product-form' } : {}),
    ...given,
  };
}

function formFields(type: string, id: string, host: LiquidHost): Fields {
  const state = host.formState(type, id);
  const fields = (state?.errors ?? []).map(({ field }) => field);
  const messages = Object.fromEntries(
    (state?.errors ?? []).map(({ field, message }) => [field, message]),
  );
  const errors = new Fields('form_errors', { messages }, { items: () => fields });
  return new Fields(
    'form',
    {
      id,
      'posted_successfully?': state?.posted === true && fields.length === 0,
      errors: fields.length === 0 ? null : errors,
    },
    { lookUp: (key) => state?.values[key] ?? null },
  );
}

function hidden(name: string, value: unknown): string {
  return `<input${attributes({ type: 'hidden', name, value })} />`;
}
