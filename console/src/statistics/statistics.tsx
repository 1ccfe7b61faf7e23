/** Membership in numbers: what there is now, what changed, how fast cases were decided. Each number opens its list. */
import type { Reply } from '@niangjia/shared/contract/index';
import { addDays } from '@niangjia/shared/rules/days';
import { type Measure, measures } from '@niangjia/shared/rules/statistics';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Popover } from 'antd';
import { Link } from 'react-router';
import { api } from '../api';
import { useMay } from '../me';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { UnionPick } from '../ui/union-pick';
import { Breakdown } from './breakdown';
import { addressOf, useSpan } from './span';

type Figures = Reply<'GET /statistics'>;

function Figure({ measure, value, to }: { measure: Measure; value: string; to?: string | undefined }) {
  const { label, definition } = measures[measure];
  return (
    <div className="figure">
      <span className="figure-label">
        {label}
        <Popover content={<p className="definition">{definition}</p>} trigger="click">
          <Button type="text" size="small" aria-label={`“${label}”怎么算`}>
            ?
          </Button>
        </Popover>
      </span>
      <strong id={`figure-${measure}`}>{to ? <Link to={to}>{value}</Link> : value}</strong>
    </div>
  );
}

const say = (count: number | null, unit = '') => (count === null ? '—' : `${count.toLocaleString('zh-CN')}${unit}`);

function Row({ data }: { data: Figures }) {
  const mayList = useMay('members.read');
  const { unionId, from, to, figures } = data;
  const listed = (kind: string) => (mayList ? addressOf('/statistics/list', { unionId, from, to, kind }) : undefined);
  const book = (state: string) => (mayList ? addressOf('/members', { unionId, state }) : undefined);
  const days = figures.daysMedian === null ? '—' : `${figures.daysMedian} 天，九成在 ${figures.daysNinetieth} 天内`;
  return (
    <div className="figures">
      <Figure measure="members" value={say(figures.members)} to={book('active')} />
      <Figure measure="retained" value={say(figures.retained)} to={book('retained')} />
      <Figure measure="joined" value={say(figures.joined)} to={listed('joined')} />
      <Figure measure="movedIn" value={say(figures.movedIn)} to={listed('movedIn')} />
      <Figure measure="movedOut" value={say(figures.movedOut)} to={listed('movedOut')} />
      <Figure measure="left" value={say(figures.left)} to={listed('left')} />
      <Figure
        measure="verified"
        value={figures.verified === null ? '—' : `${Math.round(figures.verified * 1000) / 10}%`}
      />
      <Figure measure="days" value={days} />
    </div>
  );
}

export function Statistics() {
  const { span, dimension, show } = useSpan();
  const query = useQuery({
    queryKey: ['GET /statistics', span],
    queryFn: () => api('GET /statistics', { query: span }),
  });
  const { data } = query;
  return (
    <Page title="会籍统计">
      <div className="bar">
        <UnionPick
          id="statistics-union"
          label="统计哪家工会"
          clearable
          value={span.unionId ?? data?.unionId}
          onChange={(unionId) => show({ unionId: unionId ?? '' })}
        />
        <span className="bar-acts">
          <Input
            id="from"
            type="date"
            aria-label="从哪天"
            value={span.from ?? data?.from ?? ''}
            max={span.to ?? data?.to}
            onChange={(event) => show({ from: event.target.value })}
          />
          至
          <Input
            id="to"
            type="date"
            aria-label="到哪天"
            value={span.to ?? data?.to ?? ''}
            onChange={(event) => show({ to: event.target.value })}
          />
          {data && (
            <Button id="last-30" onClick={() => show({ from: addDays(data.to, -29), to: data.to })}>
              近 30 天
            </Button>
          )}
          <Button id="last-year" onClick={() => show({ from: '', to: '' })}>
            近 12 个月
          </Button>
        </span>
      </div>
      {query.isPending && <Loading rows={3} />}
      {query.isError && <Failed error={query.error} retry={() => query.refetch()} />}
      {data && <Row data={data} />}
      {data && <Breakdown span={span} by={dimension} show={(by) => show({ by })} />}
    </Page>
  );
}
