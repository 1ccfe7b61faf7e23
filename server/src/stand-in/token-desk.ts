import { randomBytes } from 'node:crypto';

const lifeSeconds = 7200;

export interface TokenDesk {
  /** The same token as long as it lives; with `force`, a new one, and the old one is dead. */
  issue(force: boolean): { access_token: string; expires_in: number };
  knows(token: string): boolean;
  forget(): void;
}

/** How WeChat hands out the stable access token. */
export function openTokenDesk(): TokenDesk {
  let current: { token: string; endsAt: number } | undefined;
  return {
    issue(force) {
      const now = Date.now();
      if (!current || force || current.endsAt <= now) {
        current = {
          token: `stand-in-token-${randomBytes(24).toString('base64url')}`,
          endsAt: now + lifeSeconds * 1000,
        };
      }
      return { access_token: current.token, expires_in: Math.ceil((current.endsAt - now) / 1000) };
    },
    knows: (token) => token === current?.token && current.endsAt > Date.now(),
    forget() {
      current = undefined;
    },
  };
}
