/**
 * The joining code in what was scanned: a mini-program code gives a path, a poster for browsers an address.
 * Nothing when it is some other code.
 */
export function tokenIn(scanned: { path?: string; result?: string }): string | undefined {
  for (const text of [scanned.path, scanned.result]) {
    const found = /[?&]scene=([^&#]+)/.exec(text ?? '')?.[1];
    if (found) return decoded(found);
  }
  return undefined;
}

/** WeChat hands a scene over still encoded, a browser's router does not. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
