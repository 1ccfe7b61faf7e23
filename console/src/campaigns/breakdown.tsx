/** One dimension of a campaign: a chart that says its finding, beside it the same numbers as a table. */
import { isDay, sayDay } from '@niangjia/shared/rules/days';
import { sayFen } from '@niangjia/shared/rules/vouchers';
import { Segmented, Table, type TableColumnsType } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Chart } from '../statistics/chart';
import { addressOf } from '../statistics/span';
import { Nothing } from '../ui/states';
import { type Counted, type Found, type Part, parts } from './use-campaign';

type Row = Counted['rows'][number];

const measures = {
  given: { label: '发出', note: '图中是发出的张数。' },
  used: { label: '使用', note: '图中是已核销的张数。' },
  fen: { label: '补贴金额', note: '图中是已核销的券中工会出的钱，单位元。' },
} as const;
type Measure = keyof typeof measures;

const filters: Record<Part, string> = { kind: 'kindId', union: 'unionId', day: 'day', occupation: 'occupation' };
const listOf = (id: string, by: Part, key: string, state?: string): string =>
  addressOf(`/campaigns/${id}/vouchers`, { [filters[by]]: key, state });

const sayLabel = (by: Part, { label }: Row) => (by === 'day' && isDay(label) ? sayDay(label) : label);
const sayCount = (value: number) => value.toLocaleString('zh-CN');
const sayOf = (measure: Measure) => (measure === 'fen' ? sayFen : sayCount);
const unitOf = (measure: Measure) => (measure === 'fen' ? '元' : '张');

function titleOf(rows: Row[], by: Part, measure: Measure): string {
  const total = rows.reduce((sum, row) => sum + row[measure], 0);
  const most = [...rows].sort((a, b) => b[measure] - a[measure])[0];
  if (!most || total === 0) return `还没有${measures[measure].label}`;
  const share = Math.round((most[measure] / total) * 100);
  return `${sayLabel(by, most)}${measures[measure].label}最多，${sayOf(measure)(most[measure])} ${unitOf(measure)}，占 ${share}%`;
}

const columnsOf = (id: string, by: Part): TableColumnsType<Row> => [
  { title: parts[by], className: 'cut', render: (_, row) => <span title={row.label}>{sayLabel(by, row)}</span> },
  {
    title: '发出',
    align: 'right',
    render: (_, row) => <Link to={listOf(id, by, row.key)}>{sayCount(row.given)}</Link>,
  },
  {
    title: '已用',
    align: 'right',
    render: (_, row) => (row.used > 0 ? <Link to={listOf(id, by, row.key, 'used')}>{sayCount(row.used)}</Link> : 0),
  },
  {
    title: '过期',
    align: 'right',
    render: (_, row) =>
      row.expired > 0 ? <Link to={listOf(id, by, row.key, 'expired')}>{sayCount(row.expired)}</Link> : 0,
  },
  { title: '工会补贴（元）', align: 'right', render: (_, row) => sayFen(row.fen) },
];

interface BreakdownProps {
  campaign: Found;
  data: Counted;
  by: Part;
  /** Whether the rows are still those of the dimension before. */
  stale: boolean;
  show: (by: Part) => void;
}

export function Breakdown({ campaign, data, by, stale, show }: BreakdownProps) {
  const [measure, setMeasure] = useState<Measure>('given');
  const navigate = useNavigate();
  const { id } = campaign;
  const bars = useMemo(() => {
    const rows = by === 'day' ? data.rows : [...data.rows].sort((a, b) => b[measure] - a[measure]).slice(0, 12);
    return rows.map((row) => ({
      key: row.key,
      label: by === 'day' ? row.label.slice(-5) : row.label,
      value: row[measure],
    }));
  }, [data.rows, by, measure]);
  const open = useCallback((key: string) => navigate(listOf(id, by, key)), [navigate, id, by]);
  return (
    <section className="panel" aria-busy={stale}>
      <div className="panel-head">
        <Segmented<Part>
          id="by"
          aria-label="按什么分"
          value={by}
          options={(Object.keys(parts) as Part[]).map((value) => ({ value, label: `按${parts[value]}` }))}
          onChange={show}
        />
        <Segmented<Measure>
          id="measure"
          aria-label="看什么数"
          value={measure}
          options={(Object.keys(measures) as Measure[]).map((value) => ({ value, label: measures[value].label }))}
          onChange={setMeasure}
        />
      </div>
      {data.rows.length === 0 && <Nothing words="还没有发出福利券。发出后这里按券、工会、日期和工种分开看。" />}
      {data.rows.length > 0 && !stale && (
        <>
          <div className="chart-beside">
            <Chart
              title={titleOf(data.rows, by, measure)}
              bars={bars}
              along={by === 'day' ? 'time' : 'names'}
              say={sayOf(measure)}
              open={open}
            />
            <Table<Row>
              id="breakdown"
              size="small"
              rowKey={(row) => row.key || row.label}
              dataSource={data.rows}
              columns={columnsOf(id, by)}
              pagination={false}
            />
          </div>
          <p className="second">{measures[measure].note}点一条看背后的券。</p>
        </>
      )}
    </section>
  );
}
