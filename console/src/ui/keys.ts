import { useEffect, useRef } from 'react';

/** Where a key belongs to what is being typed or chosen, or to an open dialog. */
const TAKEN = 'input:not([type=checkbox]), textarea, select, [role=dialog], [role=combobox], [contenteditable=true]';

/** Single keys for acts, `{ j: next }`. Silent while typing, in a dialog, and with Ctrl, Alt or Cmd held. */
export function useKeys(acts: Record<string, () => void>): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (event.target instanceof Element && event.target.closest(TAKEN)) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
