/** The staff session of this tab. It lives in sessionStorage: closing the tab ends it on this machine. */
import type { Reply } from '@niangjia/shared/contract/index';
import { useSyncExternalStore } from 'react';

export type Session = Reply<'POST /staff-sessions'>;

const PLACE = 'niangjia.session';
const listeners = new Set<() => void>();
let current: Session | undefined = read();

function read(): Session | undefined {
  const text = sessionStorage.getItem(PLACE);
  return text ? (JSON.parse(text) as Session) : undefined;
}

/** `lost`: the server no longer takes it, while something may stand half typed on the page. */
export type Standing = 'in' | 'out' | 'lost';
let standing: Standing = current ? 'in' : 'out';

export const session = (): Session | undefined => current;

export function keepSession(next: Session | undefined, without: 'out' | 'lost' = 'out'): void {
  current = next;
  standing = next ? 'in' : without;
  if (next) sessionStorage.setItem(PLACE, JSON.stringify(next));
  else sessionStorage.removeItem(PLACE);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Renders again when the session begins or ends. */
export const useStanding = (): Standing => useSyncExternalStore(subscribe, () => standing);
