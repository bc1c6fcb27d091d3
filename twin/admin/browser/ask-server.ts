/** What the page asks the twin on behalf of one app. */

/** Rejects with the twin's own words. */
export type Server = <T>(call: string, params: unknown) => Promise<T>;

/** `root`: the admin's own, `/store/demo-shop`. */
export function askServer(root: string, appHandle: string): Server {
  return async <T>(call: string, params: unknown): Promise<T> => {
    const answer = await fetch(`${root}/bridge/${appHandle}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ call, params }),
    });
    const said = (await answer.json()) as { result: T; error?: string };
    if (said.error !== undefined) throw new Error(said.error);
    return said.result;
  };
}
