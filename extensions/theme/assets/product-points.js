/* global document */
/**
 * The line on product pages follows the variant that is chosen. Liquid has written the words of
 * every variant; themes say by their form which one it is. Nobody is asked.
 */
function followVariant() {
  for (const line of document.querySelectorAll('[data-laurel-earn]')) {
    const section = line.closest('.shopify-section') ?? document;
    const id = section.querySelector('form[action*="/cart/add"] [name="id"]')?.value;
    const chosen = line.querySelector('template')?.content.querySelector(`[data-variant="${id}"]`);
    if (!chosen) continue;
    line.querySelector('[data-laurel-earn-words]').textContent = chosen.textContent;
    line.hidden = chosen.dataset.points === '0';
  }
}

// The theme listens to the same change, and first writes the variant into its form.
document.addEventListener('change', () => setTimeout(followVariant));
