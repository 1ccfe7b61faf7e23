/** The open branches of the union tree as one flat list of rows; each level is loaded when it is opened. */
import type { Reply } from '@niangjia/shared/contract/index';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api';

export type Node = Reply<'GET /union-tree'>['items'][number];

/** A union at its depth, or the place where a level can be loaded on, or one that is loading or failed. */
export type TreeRow =
  | { id: string; depth: number; node: Node; open: boolean }
  | { id: string; depth: number; more: { under: string; after: string } }
  | { id: string; depth: number; loading: true }
  | { id: string; depth: number; failed: unknown; retry: () => void };

/** `''` stands for the tops of one's own reach. */
const TOP = '';

export function useTree({ closed, name }: { closed: boolean; name: string }) {
  /** Of each open branch the cursors of its pages. */
  const [open, setOpen] = useState<Record<string, string[]>>({ [TOP]: [''] });
  const wanted = Object.entries(open).flatMap(([under, cursors]) => cursors.map((after) => ({ under, after })));
  const pages = useQueries({
    queries: wanted.map(({ under, after }) => {
      const query = {
        ...(under && { under }),
        ...(name && !under && { name }),
        ...(closed && { closed: '1' as const }),
        ...(after && { after }),
      };
      return { queryKey: ['GET /union-tree', query], queryFn: () => api('GET /union-tree', { query }) };
    }),
  });

  function rowsUnder(under: string, depth: number): TreeRow[] {
    return wanted.flatMap((want, i): TreeRow[] => {
      const page = pages[i];
      if (want.under !== under || !page) return [];
      const id = `${under}:${want.after}`;
      if (page.data) {
        const rows = page.data.items.flatMap((node): TreeRow[] => {
          const isOpen = node.id in open;
          return [{ id: node.id, depth, node, open: isOpen }, ...(isOpen ? rowsUnder(node.id, depth + 1) : [])];
        });
        const { next } = page.data;
        if (!next || open[under]?.includes(next)) return rows;
        return [...rows, { id: `more:${id}`, depth, more: { under, after: next } }];
      }
      if (page.isError) return [{ id: `failed:${id}`, depth, failed: page.error, retry: () => void page.refetch() }];
      return [{ id: `loading:${id}`, depth, loading: true }];
    });
  }

  const toggle = (id: string) =>
    setOpen((before) => {
      const { [id]: was, ...rest } = before;
      return was ? rest : { ...before, [id]: [''] };
    });
  const loadOn = ({ under, after }: { under: string; after: string }) =>
    setOpen((before) => ({ ...before, [under]: [...(before[under] ?? []), after] }));
  const top = pages[wanted.findIndex((want) => want.under === TOP)];
  // Who has one union begins with what is below it.
  const [only, second] = top?.data?.items ?? [];
  const [opened, setOpened] = useState(false);
  if (only && !opened) {
    setOpened(true);
    if (!second && !name && only.children > 0) toggle(only.id);
  }
  return { rows: rowsUnder(TOP, 0), top, toggle, loadOn };
}
