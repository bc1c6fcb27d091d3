/** How a modal drawn in the app's page looks: as the admin's own. */
export const MODAL_CSS = `
dialog { border: 0; border-radius: 16px; padding: 0; color: #303030; background: #fff;
  font: 450 13px/20px Inter, system-ui, sans-serif; width: min(620px, calc(100vw - 32px));
  max-height: calc(100vh - 64px); box-shadow: 0 8px 32px rgb(0 0 0 / .3); overflow: hidden; }
dialog[open] { display: flex; flex-direction: column; }
dialog.small { width: min(380px, calc(100vw - 32px)); }
dialog.large { width: min(980px, calc(100vw - 32px)); }
dialog.max { width: calc(100vw - 32px); height: calc(100vh - 32px); max-height: none; }
dialog::backdrop { background: rgb(0 0 0 / .5); }
header { display: flex; align-items: center; gap: 8px; padding: 12px 16px; background: #f3f3f3;
  border-bottom: 1px solid #e3e3e3; }
h2 { flex: 1; margin: 0; font-size: 14px; font-weight: 650; }
.body { overflow: auto; flex: 1; }
footer { display: flex; flex-direction: row-reverse; gap: 8px; padding: 16px;
  border-top: 1px solid #e3e3e3; }
footer[hidden] { display: none; }
button { font: inherit; font-weight: 550; border: 0; border-radius: 8px; padding: 6px 12px;
  background: #fff; color: #303030; cursor: pointer; min-height: 28px;
  box-shadow: 0 0 0 1px #d4d4d4; }
button:hover { background: #f7f7f7; }
button.primary { background: #303030; color: #fff; box-shadow: none; }
button.critical { color: #8e0b21; }
button.primary.critical { background: #c70a24; color: #fff; }
button:disabled { opacity: .5; cursor: default; }
button.close { box-shadow: none; background: none; font-size: 18px; padding: 4px 8px; }
button:focus-visible { outline: 2px solid #005bd3; outline-offset: 1px; }
`;
