/** Every `s-*` element once, as an extension would use it, for looking at and for axe-core. */

const FIELDS = `
<s-section heading="Fields">
  <s-grid gridtemplatecolumns="@container (inline-size > 700px) 1fr 1fr, 1fr"
    grid-template-columns="@container (inline-size > 700px) 1fr 1fr, 1fr" gap="base">
    <s-text-field label="Name" value="Ada" details="As on the parcel"></s-text-field>
    <s-email-field label="Email" placeholder="you@example.com"></s-email-field>
    <s-number-field label="Points" value="250" suffix="points" min="0" step="50"></s-number-field>
    <s-money-field label="Amount" value="12.50"></s-money-field>
    <s-phone-field label="Phone"></s-phone-field>
    <s-consent-phone-field label="Phone for news" policy="sms-marketing"></s-consent-phone-field>
    <s-password-field label="Password" value="secret"></s-password-field>
    <s-url-field label="Website" error="This is no address." value="example"></s-url-field>
    <s-search-field label="Search" placeholder="Search products"></s-search-field>
    <s-date-field label="Birthday" value="1990-05-17"></s-date-field>
    <s-time-field label="Pick-up" value="10:30"></s-time-field>
    <s-time-picker value="11:00"></s-time-picker>
    <s-date-spinner value="2026-11-23"></s-date-spinner>
    <s-color-field label="Colour" value="#1757c2"></s-color-field>
    <s-color-picker value="#0b6b43"></s-color-picker>
    <s-select label="Reward" value="five">
      <s-option value="five">5.00 off</s-option>
      <s-option-group label="Bigger"><s-option value="ten">10.00 off</s-option></s-option-group>
    </s-select>
    <s-text-area label="Note" rows="2" value="Leave it at the door"></s-text-area>
    <s-drop-zone label="Photo" accept="image/*"></s-drop-zone>
  </s-grid>
  <s-date-picker value="2026-11-23" disallow="2026-11-28"></s-date-picker>
  <s-checkbox label="Remember me" checked></s-checkbox>
  <s-switch label="Tell me about points that expire" checked></s-switch>
  <s-consent-checkbox policy="sms-marketing"></s-consent-checkbox>
  <s-choice-list label="How to pay out" name="pay">
    <s-choice value="code" selected>A code<s-text slot="details">Used once</s-text></s-choice>
    <s-choice value="card">A gift card</s-choice>
    <s-choice value="none" disabled>Nothing today</s-choice>
  </s-choice-list>
  <s-choice-list label="News about" multiple variant="inline">
    <s-choice value="a" selected>Sales</s-choice><s-choice value="b">Rewards</s-choice>
  </s-choice-list>
  <s-form><s-text-field label="Code"></s-text-field>
    <s-button type="submit" variant="primary">Apply</s-button></s-form>
  <s-function-settings><s-number-field label="Percent" value="10"></s-number-field>
  </s-function-settings>
</s-section>`;

const ACTIONS = `
<s-section heading="Actions">
  <s-stack direction="inline" gap="small">
    <s-button variant="primary">Redeem</s-button>
    <s-button>Later</s-button>
    <s-button tone="critical">Remove</s-button>
    <s-button loading>Saving</s-button>
    <s-button disabled>Nothing left</s-button>
    <s-button icon="gift-card" interest-for="tip">Gift</s-button>
    <s-press-button pressed>Favourite</s-press-button>
    <s-link href="#top">Terms</s-link>
    <s-link>Act</s-link>
    <s-clickable-chip removable>Blue</s-clickable-chip>
    <s-chip>Chip</s-chip>
  </s-stack>
  <s-tooltip id="tip">Send it to a friend</s-tooltip>
  <s-clickable padding="base" border="base" border-radius="base"><s-text>All of this</s-text>
  </s-clickable>
  <s-button-group><s-button slot="secondary-actions">Cancel</s-button>
    <s-button slot="primary-action" variant="primary">Save</s-button></s-button-group>
  <s-stack direction="inline" gap="small">
    <s-button command-for="modal">Open modal</s-button>
    <s-button command-for="sheet">Open sheet</s-button>
    <s-button command-for="popover">Open popover</s-button>
    <s-button command-for="menu">Open menu</s-button>
    <s-button command-for="copy" command="--copy">Copy the code</s-button>
  </s-stack>
  <s-modal id="modal" heading="Redeem 500 points?"><s-paragraph>You get 5.00 off.</s-paragraph>
    <s-button slot="primary-action" variant="primary" command-for="modal" command="--hide">
    Redeem</s-button></s-modal>
  <s-sheet id="sheet" heading="Rules"><s-paragraph>Points last a year.</s-paragraph></s-sheet>
  <s-popover id="popover"><s-text>1 point for each 1.00 spent</s-text></s-popover>
  <s-menu id="menu"><s-button>Rename</s-button><s-button tone="critical">Delete</s-button></s-menu>
  <s-clipboard-item id="copy" text="LAUNCH-5"></s-clipboard-item>
  <s-grid grid-template-columns="1fr 1fr" gap="small">
    <s-tile heading="Points" subheading="Ada · 1,250" item-count="3" tone="accent"></s-tile>
    <s-tile heading="No customer" subheading="Add one first" disabled></s-tile>
  </s-grid>
</s-section>`;

const WORDS = `
<s-section heading="Words and pictures">
  <s-heading>You have 1,250 points</s-heading>
  <s-paragraph>Enough for <s-text type="strong">two rewards</s-text>,
    <s-text tone="success">12.50 in all</s-text>.
    <s-text color="subdued" type="small">They last until
    <s-time date-time="2027-11-23">23 November 2027</s-time>.</s-text>
    <s-abbreviation title="points">pts</s-abbreviation></s-paragraph>
  <s-stack direction="inline" gap="small">
    <s-badge>Member</s-badge><s-badge tone="success">Gold</s-badge>
    <s-badge tone="warning">Expires</s-badge><s-badge tone="critical" icon="alert">Held</s-badge>
    <s-icon type="star"></s-icon><s-icon type="cart"></s-icon><s-icon type="truck"></s-icon>
    <s-icon type="discount"></s-icon><s-icon type="unheard-of"></s-icon>
    <s-payment-icon type="visa"></s-payment-icon><s-avatar initials="AL" alt="Ada L."></s-avatar>
    <s-spinner accessibility-label="Loading points"></s-spinner>
  </s-stack>
  <s-divider></s-divider>
  <s-unordered-list><s-list-item>Buy</s-list-item><s-list-item>Earn</s-list-item>
  </s-unordered-list>
  <s-ordered-list><s-list-item>First</s-list-item><s-list-item>Second</s-list-item>
  </s-ordered-list>
  <s-progress value="0.6" accessibility-label="Way to gold"></s-progress>
  <s-skeleton-paragraph></s-skeleton-paragraph>
  <s-details><s-summary>How it works</s-summary><s-text>One point for each 1.00.</s-text>
  </s-details>
  <s-details default-open><s-summary>Opened</s-summary><s-text>And shown.</s-text></s-details>
  <s-stack direction="inline" gap="base">
    <s-qr-code content="https://example.com/p/1250" accessibility-label="Your card"></s-qr-code>
    <s-product-thumbnail alt="Mug" total-items="3"></s-product-thumbnail>
    <s-thumbnail alt="Cup"></s-thumbnail>
    <s-box inline-size="120px"><s-image alt="A mug" aspect-ratio="4/3" src="PICTURE"></s-image>
    </s-box>
  </s-stack>
  <s-image-group total-items="5"><s-image alt="One" src="PICTURE"></s-image>
    <s-image alt="Two" src="PICTURE"></s-image></s-image-group>
  <s-map latitude="52.23" longitude="21.01" accessibility-label="Our shop">
    <s-map-marker latitude="52.23" longitude="21.01"></s-map-marker></s-map>
  <s-chat></s-chat><s-login-with-shop></s-login-with-shop>
  <s-embed accessibility-label="Manual"></s-embed>
</s-section>`;

const MESSAGES = `
<s-section heading="Messages and boxes">
  <s-banner heading="You earned 40 points">They arrive when it ships.</s-banner>
  <s-banner tone="success" heading="Code applied" dismissible></s-banner>
  <s-banner tone="warning" heading="120 points expire soon" collapsible>Use them by Friday.
  </s-banner>
  <s-banner tone="critical">This code has lapsed.</s-banner>
  <s-announcement>Free delivery this week</s-announcement>
  <s-query-container><s-box padding="base" background="subdued" border-radius="base">
    <s-text>A box</s-text></s-box></s-query-container>
  <s-grid grid-template-columns="1fr 2fr" gap="small"><s-grid-item>Left</s-grid-item>
    <s-grid-item><s-box border="base" padding="small">Right</s-box></s-grid-item></s-grid>
  <s-scroll-box block-size="60px" accessibility-label="Long list">
    <s-paragraph>One</s-paragraph><s-paragraph>Two</s-paragraph><s-paragraph>Three</s-paragraph>
  </s-scroll-box>
  <s-empty-state heading="No rewards yet" subheading="They appear here."></s-empty-state>
  <s-tabs value="first"><s-tab-list><s-tab controls="first">Points</s-tab>
    <s-tab controls="second">Rewards</s-tab></s-tab-list>
    <s-tab-panel id="first"><s-text>1,250</s-text></s-tab-panel>
    <s-tab-panel id="second"><s-text>Two</s-text></s-tab-panel></s-tabs>
  <s-table paginate has-next-page><s-table-header-row><s-table-header>Order</s-table-header>
    <s-table-header format="numeric">Points</s-table-header></s-table-header-row>
    <s-table-body><s-table-row><s-table-cell>#1001</s-table-cell>
    <s-table-cell>40</s-table-cell></s-table-row></s-table-body></s-table>
</s-section>`;

const PAGES = `
<s-admin-block heading="Loyalty"><s-text>1,250 points</s-text></s-admin-block>
<s-admin-action heading="Adjust points"><s-number-field label="By"></s-number-field>
  <s-button slot="primary-action" variant="primary">Save</s-button></s-admin-action>
<s-admin-print-action></s-admin-print-action>
<s-app-nav><s-link href="#home">Home</s-link></s-app-nav>
<s-pos-block heading="At the till"><s-text>Gold</s-text></s-pos-block>
<s-customer-account-action heading="Report a problem">
  <s-text-area label="What happened?"></s-text-area></s-customer-account-action>
<s-page heading="Rewards" subheading="What your points are worth">
  <s-button slot="primary-action" variant="primary">Redeem</s-button>
  <s-section heading="Yours"><s-text>None yet</s-text></s-section></s-page>`;

/** A picture of the gallery's own. */
const PICTURE =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3">' +
      '<path fill="#c9d8f2" d="M0 0h4v3H0z"/><path fill="#1757c2" d="M1.400 1h1v1.200h-1z"/></svg>',
  );

/** The body of the gallery page. */
export const GALLERY = [WORDS, MESSAGES, ACTIONS, FIELDS, PAGES]
  .join('')
  .replaceAll('PICTURE', PICTURE);
