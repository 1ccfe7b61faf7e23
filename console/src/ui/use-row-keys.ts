import { type HTMLAttributes, useState } from 'react';
import { useKeys } from './keys';

interface Row {
  id: string;
}

const rowOf = (id: string) => document.querySelector<HTMLElement>(`tr[data-row-key="${id}"]`);

/** j / k move the focus through the rows, Enter or a click opens one, s selects it. One row stands in the tab order. */
export function useRowKeys(rows: readonly Row[], open: (id: string) => void, toggle?: (id: string) => void) {
  const [current, setCurrent] = useState<string>();
  const at = rows.findIndex((row) => row.id === current);
  const go = (to: number) => {
    const row = rows[Math.max(0, Math.min(to, rows.length - 1))];
    if (row) rowOf(row.id)?.focus();
  };
  useKeys({
    j: () => go(at + 1),
    k: () => go(at - 1),
    s: () => at >= 0 && current && toggle?.(current),
  });
  return (row: Row, index?: number): HTMLAttributes<HTMLElement> => ({
    tabIndex: row.id === current || (at < 0 && index === 0) ? 0 : -1,
    onFocus: () => setCurrent(row.id),
    onKeyDown: (event) => {
      if (event.key === 'Enter' && event.target === event.currentTarget) open(row.id);
    },
    onClick: (event) => {
      const own =
        event.target instanceof Element && event.target.closest('a, button, label, .ant-table-selection-column');
      if (!own) open(row.id);
    },
  });
}
