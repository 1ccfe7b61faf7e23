import { AlertOutlined, ClockCircleOutlined, ExclamationCircleOutlined, InboxOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { Link } from 'react-router';
import { type Filter, searchOf } from './use-queue';

type Counts = NonNullable<Reply<'GET /applications'>['counts']>;

/** What waits, as four numbers; each opens its list. */
export function CountCards({ counts, filter }: { counts: Counts; filter: Filter }) {
  const { overdue, due, calm } = counts;
  const cards = [
    { urgency: 'today', label: '今天要处理', note: '已超期和快到期', count: overdue + due, icon: <AlertOutlined /> },
    { urgency: 'due', label: '快到期', note: '今天或下一个工作日', count: due, icon: <ClockCircleOutlined /> },
    { urgency: 'overdue', label: '已超期', note: '请最先处理', count: overdue, icon: <ExclamationCircleOutlined /> },
    {
      urgency: undefined,
      label: '全部待审核',
      note: '最急的在前',
      count: overdue + due + calm,
      icon: <InboxOutlined />,
    },
  ] as const;
  return (
    <nav className="counts" aria-label="按期限看">
      {cards.map((card) => {
        const here = filter.state === 'submitted' && filter.urgency === card.urgency;
        return (
          <Link
            key={card.label}
            id={`count-${card.urgency ?? 'all'}`}
            className={card.count > 0 ? `count ${card.urgency ?? ''}` : 'count'}
            to={{ search: searchOf({ state: 'submitted', urgency: card.urgency }) }}
            aria-current={here ? 'true' : undefined}
          >
            <span className="count-label">
              {card.icon} {card.label}
            </span>
            <strong>{card.count}</strong>
            <span className="count-note">{card.note}</span>
          </Link>
        );
      })}
    </nav>
  );
}
