/** The calendar: a row an expert or a room, a column a day; leave and rest days shaded. */
import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { dayOf, sayDay } from '@niangjia/shared/rules/days';
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useSearchParams } from 'react-router';
import { api } from '../api';
import { Page } from '../ui/page';
import { Failed, Loading, Nothing } from '../ui/states';
import { Grid, type Line } from './grid';
import { type Span, useSpan } from './span';
import './visits.css';

type Calendar = Reply<'GET /visits'>;

/** By expert: also those who are only on leave. By room: what is held at the units stands in one row. */
function linesOf({ items, leaves }: Calendar, by: Span['by'], roomName: (id: string) => string): Line[] {
  const lines = new Map<string, Line>();
  const line = (id: string, name: string): Line => {
    const known = lines.get(id) ?? { id, name, visits: [], leaves: [] };
    lines.set(id, known);
    return known;
  };
  for (const visit of items)
    (by === 'expert'
      ? line(visit.expertId, visit.expertName)
      : line(visit.roomId ?? '', visit.roomId ? roomName(visit.roomId) : '上门')
    ).visits.push(visit);
  if (by === 'expert') for (const leave of leaves) line(leave.expertId, leave.expertName).leaves.push(leave);
  return [...lines.values()].sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
}

function Bar({ span, show }: { span: Span; show: (next: Partial<Pick<Span, 'view' | 'by' | 'from'>>) => void }) {
  return (
    <div className="bar calendar-bar">
      <Button id="before" aria-label="往前" icon={<LeftOutlined />} onClick={() => show({ from: span.before })} />
      <Button id="today" onClick={() => show({ from: dayOf(new Date()) })}>
        今天
      </Button>
      <Button id="behind" aria-label="往后" icon={<RightOutlined />} onClick={() => show({ from: span.behind })} />
      <strong id="span">
        {span.view === 'week'
          ? `${sayDay(span.from)} 至 ${sayDay(span.until)}`
          : `${span.from.slice(0, 4)} 年 ${Number(span.from.slice(5, 7))} 月`}
      </strong>
      <Segmented
        id="calendar-by"
        className="calendar-right"
        aria-label="按什么排"
        value={span.by}
        options={[
          { value: 'expert', label: '按专家' },
          { value: 'room', label: '按场地' },
        ]}
        onChange={(by) => show({ by: by as Span['by'] })}
      />
      <Segmented
        id="calendar-view"
        aria-label="看多久"
        value={span.view}
        options={[
          { value: 'week', label: '周' },
          { value: 'month', label: '月' },
        ]}
        onChange={(view) => show({ view: view as Span['view'] })}
      />
    </div>
  );
}

function Legend() {
  return (
    <p className="second calendar-legend">
      <span className="visit proposed">待确认</span>
      <span className="visit agreed">已排定</span>
      <span className="visit recorded">已完成</span>
      <span className="leave-mark">请假</span>
      <span className="rest-mark">休息日</span>
    </p>
  );
}

export function Visits() {
  const span = useSpan();
  const [search, setSearch] = useSearchParams();
  const { from, until, expertId } = span;
  const query = useQuery({
    queryKey: ['GET /visits', from, until, expertId],
    queryFn: () => api('GET /visits', { query: { from, until, ...(expertId && { expertId }) } }),
  });
  const rooms = useQuery({
    queryKey: ['GET /rooms'],
    queryFn: () => api('GET /rooms'),
    enabled: span.by === 'room',
    retry: false,
  });
  const roomName = (id: string) => rooms.data?.items.find((room) => room.id === id)?.name ?? '场地';
  const show = (next: Partial<Pick<Span, 'view' | 'by' | 'from'>>) =>
    setSearch({ ...Object.fromEntries(search), from, view: span.view, by: span.by, ...next });
  const lines = query.data ? linesOf(query.data, span.by, roomName) : [];
  return (
    <Page
      title="服务日历"
      beside={query.data && <span className="second">{query.data.items.length} 次</span>}
      acts={
        expertId && (
          <Button id="all-experts" onClick={() => setSearch({ from, view: span.view })}>
            看所有专家
          </Button>
        )
      }
    >
      <Bar span={span} show={show} />
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} retry={() => query.refetch()} />}
      {query.data && lines.length === 0 && <Nothing words="这几天没有安排。点单受理后，在单子里安排专家和时间。" />}
      {query.data && lines.length > 0 && (
        <>
          <Grid
            span={span}
            lines={lines}
            restDays={query.data.restDays}
            head={span.by === 'expert' ? '专家' : '场地'}
            toWeek={(day) => show({ view: 'week', from: day })}
          />
          <Legend />
        </>
      )}
    </Page>
  );
}
