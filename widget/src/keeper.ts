/** The session id between visits: one for each server, in the browser's local storage, and nothing else of the conversation. */

import type { Keeper } from "./connection.js";

export function localKeeper(server: string, storage: () => Storage = () => window.localStorage): Keeper & { readonly name: string } {
  const name = `quiver:${server}`;
  let kept: string | undefined; // where a browser forbids storage, for this page only
  return {
    name,
    read() {
      try {
        return storage().getItem(name) ?? undefined;
      } catch {
        return kept;
      }
    },
    write(id) {
      kept = id;
      try {
        if (id === undefined) storage().removeItem(name);
        else storage().setItem(name, id);
      } catch {
        // Kept in memory above.
      }
    },
  };
}
