/** One kind of work at home: how much of it is urgent; each number opens its list. */
import type { UseQueryResult } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { Link } from 'react-router';
import { Failed } from './ui/states';

/** `more`: the first page was not all of it, so counts of it are "at least". */
export interface Counts {
  overdue: number;
  due: number;
  all: number;
  more: boolean;
}

/** A kind of work as it is asked for. */
export interface Kind {
  key: string;
  label: string;
  note: string;
  to: string;
  query: UseQueryResult<Counts>;
  shown: boolean;
  toUrgent?: (urgency: 'today' | 'due' | 'overdue') => string;
}

export interface Work {
  key: string;
  label: string;
  note: string;
  to: string;
  /** Where a count leads: the list shows the most urgent first. */
  toUrgent: (urgency: 'today' | 'due' | 'overdue') => string;
  counts: Counts | undefined;
  error: unknown;
  retry: () => void;
}

function Count({ to, urgency, count, more }: { to: string; urgency: string; count: number; more: boolean }) {
  return (
    <Link to={to} className={count > 0 ? `home-count ${urgency}` : 'home-count'}>
      {count}
      {more && count > 0 && <span className="second"> 以上</span>}
    </Link>
  );
}

export function Row({ work }: { work: Work }) {
  const { counts } = work;
  return (
    <tr id={`work-${work.key}`}>
      <th scope="row">
        <Link to={work.to}>{work.label}</Link>
        <span className="second">{work.note}</span>
      </th>
      {counts ? (
        <>
          <td>
            <Count to={work.toUrgent('today')} urgency="today" count={counts.overdue + counts.due} more={counts.more} />
          </td>
          <td>
            <Count to={work.toUrgent('due')} urgency="due" count={counts.due} more={counts.more} />
          </td>
          <td>
            <Count to={work.toUrgent('overdue')} urgency="overdue" count={counts.overdue} more={counts.more} />
          </td>
          <td>
            <Count to={work.to} urgency="" count={counts.all} more={false} />
          </td>
        </>
      ) : (
        <td colSpan={4}>
          {work.error ? <Failed error={work.error} retry={work.retry} /> : <Skeleton active paragraph={false} />}
        </td>
      )}
    </tr>
  );
}
