/** Of which union and days the statistics are: it stays in the address. */
import { type Dimension, dimensions } from '@niangjia/shared/rules/statistics';
import { useSearchParams } from 'react-router';

export interface Span {
  unionId?: string;
  from?: string;
  to?: string;
}

const given = (search: URLSearchParams, name: 'unionId' | 'from' | 'to') => search.get(name) || undefined;

export function useSpan() {
  const [search, setSearch] = useSearchParams();
  const [unionId, from, to] = [given(search, 'unionId'), given(search, 'from'), given(search, 'to')];
  const span: Span = { ...(unionId && { unionId }), ...(from && { from }), ...(to && { to }) };
  const by = search.get('by') ?? '';
  const dimension: Dimension = Object.hasOwn(dimensions, by) ? (by as Dimension) : 'month';
  const show = (next: Span & { by?: Dimension }) => {
    const all = { ...span, by: dimension, ...next };
    setSearch(Object.fromEntries(Object.entries(all).filter((pair): pair is [string, string] => Boolean(pair[1]))));
  };
  return { span, dimension, show };
}

/** `?unionId=…&from=…` of a span and what else an address needs. */
export const addressOf = (path: string, parts: Record<string, string | undefined>): string => {
  const pairs = Object.entries(parts).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
};
