/** One stylesheet for every shadow root, parsed once. */
import actions from './styles/actions.css?inline';
import base from './styles/base.css?inline';
import fields from './styles/fields.css?inline';
import media from './styles/media.css?inline';
import messages from './styles/messages.css?inline';
import overlays from './styles/overlays.css?inline';
import pieces from './styles/pieces.css?inline';
import tables from './styles/tables.css?inline';

let sheet: CSSStyleSheet | undefined;

/** The sheet to adopt. */
export function elementStyles(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    const parts = [base, pieces, actions, fields, messages, media, overlays, tables];
    sheet.replaceSync(parts.join('\n'));
  }
  return sheet;
}
