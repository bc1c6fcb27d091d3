/** Filters of text: case, escaping, cutting, replacing. */
import { escapeHtml, type FilterCall, type FilterTable, ofText, required } from '../filter.ts';
import { LiquidRuntimeError } from '../fault.ts';
import { print } from '../ruby-print.ts';
import { toNumeric } from '../ruby-number.ts';

export const textFilters: FilterTable = {
  append: (call) => print(call.input) + print(required(call)),
  camelize: ofText((text) =>
    text
      .split(/[-_\s]+/)
      .map(capitalize)
      .join(''),
  ),
  capitalize: ofText((text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()),
  downcase: ofText((text) => text.toLowerCase()),
  escape: ({ input }) => (input === undefined || input === null ? input : escapeHtml(input)),
  escape_once: ofText((text) => escapeHtml(text).replace(/&amp;(#?\w+;)/g, '&$1')),
  handle: ofText(handleize),
  handleize: ofText(handleize),
  lstrip: ofText((text) => text.replace(/^\s+/, '')),
  newline_to_br: ofText((text) => text.replace(/\r?\n/g, '<br />\n')),
  pluralize: ({ input, args }) => print(toNumeric(input).value === 1 ? args[0] : args[1]),
  prepend: (call) => print(required(call)) + print(call.input),
  remove: (call) => print(call.input).replaceAll(print(required(call)), ''),
  remove_first: (call) => replaceFirst(print(call.input), print(required(call)), ''),
  remove_last: (call) => replaceLast(print(call.input), print(required(call)), ''),
  replace: (call) =>
    print(call.input)
      .split(print(required(call)))
      .join(print(call.args[1])),
  replace_first: (call) =>
    replaceFirst(print(call.input), print(required(call)), print(call.args[1])),
  replace_last: (call) =>
    replaceLast(print(call.input), print(required(call)), print(call.args[1])),
  rstrip: ofText((text) => text.replace(/\s+$/, '')),
  slice,
  split: (call) => split(print(call.input), print(required(call))),
  strip: ofText((text) => text.trim()),
  strip_html: ofText(stripHtml),
  strip_newlines: ofText((text) => text.replace(/\r?\n/g, '')),
  truncate,
  truncatewords: truncateWords,
  upcase: ofText((text) => text.toUpperCase()),
  url_decode: ofText((text) => decode(text.replaceAll('+', ' '))),
  url_encode: ofText((text) => urlEncode(text)),
  url_escape: ofText((text) => encodeURI(text).replaceAll("'", '%27')),
  url_param_escape: ofText((text) =>
    encodeURI(text).replace(/[&']/g, (sign) => (sign === '&' ? '%26' : '%27')),
  ),
};

/** Lower case words joined by hyphens, as handles of products are made. */
export function handleize(text: string): string {
  const plain = text.normalize('NFD').replace(/[\u0300-\u036f'"()[\]]/g, '');
  return plain
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

/** Ruby's CGI.escape: a space is `+`. */
export function urlEncode(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new LiquidRuntimeError('invalid byte sequence in UTF-8');
  }
}

function replaceFirst(text: string, part: string, by: string): string {
  const at = text.indexOf(part);
  return at < 0 ? text : text.slice(0, at) + by + text.slice(at + part.length);
}

function replaceLast(text: string, part: string, by: string): string {
  const at = text.lastIndexOf(part);
  return at < 0 ? text : text.slice(0, at) + by + text.slice(at + part.length);
}

function slice(call: FilterCall): unknown {
  const start = toNumeric(required(call)).value;
  const length = call.args.length > 1 ? toNumeric(call.args[1]).value : 1;
  const list = Array.isArray(call.input) ? (call.input as unknown[]) : [...print(call.input)];
  const from = start < 0 ? list.length + start : start;
  const part = from < 0 ? [] : list.slice(from, from + Math.max(0, length));
  return Array.isArray(call.input) ? part : part.join('');
}

/** Ruby's split: an empty trailing part is dropped, a single space splits on white space. */
function split(text: string, by: string): string[] {
  if (text === '') return [];
  const parts = by === ' ' ? text.trim().split(/\s+/) : text.split(by);
  while (parts.length > 0 && parts.at(-1) === '') parts.pop();
  return parts;
}

function stripHtml(text: string): string {
  return text
    .replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/gi, '')
    .replace(/<[^>]*>/g, '');
}

function truncate({ input, args }: FilterCall): string {
  const text = [...print(input)];
  const length = args.length > 0 ? toNumeric(args[0]).value : 50;
  const end = [...(args.length > 1 ? print(args[1]) : '...')];
  if (text.length <= length) return text.join('');
  return [...text.slice(0, Math.max(0, length - end.length)), ...end].join('');
}

function truncateWords({ input, args }: FilterCall): string {
  const words = print(input).split(/\s+/).filter(Boolean);
  const count = Math.max(1, args.length > 0 ? toNumeric(args[0]).value : 15);
  if (words.length <= count) return print(input);
  return words.slice(0, count).join(' ') + (args.length > 1 ? print(args[1]) : '...');
}
