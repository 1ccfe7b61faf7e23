/** One dimension: a chart that says its finding, and the same numbers as a table. */
import { DownloadOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { sayFullTime } from '@niangjia/shared/rules/days';
import { type Dimension, dimensions, measures } from '@niangjia/shared/rules/statistics';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Segmented, Table, type TableColumnsType } from 'antd';
import { useCallback, useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { api, download, sentenceOf } from '../api';
import { useMay } from '../me';
import { Failed, Loading, Nothing } from '../ui/states';
import { Chart } from './chart';
import { addressOf, type Span } from './span';

type Row = Reply<'GET /statistics/by'>['rows'][number];
const flows = ['joined', 'movedIn', 'movedOut', 'left'] as const;

/** The month's first and last day within the span, or the part as a filter of the list. */
function listOf(span: Span, by: Dimension, kind: (typeof flows)[number], key: string): string {
  const part: Record<string, string | undefined> = {};
  if (by === 'union') part.unionId = key;
  if (by === 'occupation') part.occupation = key;
  if (by === 'code') part.codeToken = key;
  if (by === 'month') {
    const last = new Date(Date.UTC(Number(key.slice(0, 4)), Number(key.slice(5, 7)), 0)).getUTCDate();
    part.from = span.from && span.from > `${key}-01` ? span.from : `${key}-01`;
    part.to = span.to && span.to < `${key}-${last}` ? span.to : `${key}-${last}`;
  }
  return addressOf('/statistics/list', { ...span, ...part, kind });
}

function titleOf(by: Dimension, rows: Row[]): string {
  const total = rows.reduce((sum, row) => sum + (row.joined ?? 0), 0);
  const most = [...rows].sort((a, b) => (b.joined ?? 0) - (a.joined ?? 0))[0];
  if (!most || total === 0) return '这段时间没有人入会';
  const share = Math.round(((most.joined ?? 0) / total) * 100);
  return by === 'month'
    ? `入会最多的是 ${most.label}，${most.joined} 人`
    : `${most.label}入会最多，${most.joined} 人，占 ${share}%`;
}

const shown = (count: number | null) => (count === null ? '少于5' : count);

export function Breakdown({ span, by, show }: { span: Span; by: Dimension; show: (by: Dimension) => void }) {
  const mayList = useMay('members.read');
  const navigate = useNavigate();
  const query = useQuery({
    queryKey: ['GET /statistics/by', span, by],
    queryFn: () => api('GET /statistics/by', { query: { ...span, by } }),
  });
  const table = useMutation({ mutationFn: () => download(addressOf('/statistics/table', { ...span, by })) });
  const rows = useMemo(() => query.data?.rows ?? [], [query.data]);
  const charted = useMemo(
    () =>
      (by === 'month' ? rows : [...rows].sort((a, b) => (b.joined ?? 0) - (a.joined ?? 0)).slice(0, 12)).map(
        ({ key, label, joined }) => ({ key, label, value: joined }),
      ),
    [rows, by],
  );
  // Who came without a code has no list of its own.
  const isOpen = useCallback((key: string) => mayList && (by !== 'code' || key !== ''), [mayList, by]);
  const open = useCallback(
    (key: string) => {
      if (isOpen(key)) navigate(listOf(span, by, 'joined', key));
    },
    [isOpen, navigate, span, by],
  );
  const columns: TableColumnsType<Row> = [
    { title: dimensions[by], className: 'cut', render: (_, row) => <span title={row.label}>{row.label}</span> },
    ...(by === 'month'
      ? []
      : [
          {
            title: measures.members.label,
            align: 'right' as const,
            render: (_: unknown, row: Row) => shown(row.members),
          },
        ]),
    ...flows.map((flow) => ({
      title: measures[flow].label,
      align: 'right' as const,
      render: (_: unknown, row: Row) =>
        row[flow] && isOpen(row.key) ? <Link to={listOf(span, by, flow, row.key)}>{row[flow]}</Link> : shown(row[flow]),
    })),
  ];
  return (
    <section className="panel">
      <div className="panel-head">
        <Segmented<Dimension>
          id="by"
          aria-label="按什么分"
          value={by}
          options={(Object.keys(dimensions) as Dimension[]).map((value) => ({
            value,
            label: `按${dimensions[value]}`,
          }))}
          onChange={show}
        />
        <Button id="table" icon={<DownloadOutlined />} loading={table.isPending} onClick={() => table.mutate()}>
          下载表格
        </Button>
      </div>
      {table.isError && <Alert type="error" showIcon title={sentenceOf(table.error)} />}
      {query.isPending && <Loading rows={6} />}
      {query.isError && <Failed error={query.error} retry={() => query.refetch()} />}
      {query.data && rows.length === 0 && <Nothing words="这个范围里还没有可以统计的会员和变动。" />}
      {rows.length > 0 && (
        <>
          <Chart
            title={titleOf(by, rows)}
            bars={charted}
            along={by === 'month' ? 'time' : 'names'}
            {...(mayList && { open })}
          />
          <Table<Row>
            id="breakdown"
            size="small"
            rowKey={(row) => row.key || row.label}
            dataSource={rows}
            columns={columns}
            pagination={false}
          />
          <p className="second">
            读取时间 {query.data && sayFullTime(query.data.at)}。图中是新入会；人次按会籍变化计，点数字看名单。
          </p>
        </>
      )}
    </section>
  );
}
