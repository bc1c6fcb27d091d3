/* global fetch */
/** Asks our own server as this buyer. The CLI writes the address in when it builds. */
export async function askApp(path, init = {}) {
  const token = await shopify.sessionToken.get();
  const response = await fetch(`${process.env.APP_URL}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}
