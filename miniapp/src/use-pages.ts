/** A list that comes page by page. */
import { useState } from 'react';
import { sentenceOf } from './api';
import { useCall } from './use-call';

interface Part<Item> {
  items: Item[];
  next: string | null;
}

/** @param about what the list is about, as text: when it changes, it begins anew */
export function usePages<Item, P extends Part<Item>>(load: (after?: string) => Promise<P & Part<Item>>, about = '') {
  const [more, setMore] = useState<Part<Item>>();
  const [failure, setFailure] = useState<string>();
  const { data, error, again } = useCall(() => {
    setMore(undefined);
    return load();
  }, about);
  const next = (more ?? data)?.next ?? null;

  const showMore = async () => {
    setFailure(undefined);
    try {
      const page = await load(next ?? undefined);
      setMore({ items: [...(more?.items ?? []), ...page.items], next: page.next });
    } catch (problem) {
      setFailure(sentenceOf(problem));
    }
  };
  return {
    first: data,
    items: [...(data?.items ?? []), ...(more?.items ?? [])],
    next,
    error,
    again,
    showMore,
    failure,
  };
}

export type Pages = Pick<ReturnType<typeof usePages>, 'next' | 'showMore' | 'failure'>;
