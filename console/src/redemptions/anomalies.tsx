/** What is odd about redemptions of some days: for a look, not a verdict. */
import type { Reply } from '@niangjia/shared/contract/index';
import { addDays, dayOf, sayFullTime, sayTime } from '@niangjia/shared/rules/days';
import { type AnomalyKind, anomalyKinds } from '@niangjia/shared/rules/vouchers';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, Table, type TableColumnsType } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { api } from '../api';
import { Page } from '../ui/page';
import { Failed, Loading, Nothing } from '../ui/states';
import { AnomalyChip } from './chip';
import './redemptions.css';

type Anomaly = Reply<'GET /anomalies'>['items'][number];

const columns: TableColumnsType<Anomaly> = [
  { title: '时间', render: (_, one) => sayTime(one.at) },
  { title: '哪里不寻常', render: (_, one) => <AnomalyChip kind={one.kind} /> },
  { title: '商家', className: 'cut', render: (_, one) => <span title={one.merchantName}>{one.merchantName}</span> },
  { title: '门店', className: 'cut', render: (_, one) => <span title={one.shopName}>{one.shopName}</span> },
  { title: '核销员', dataIndex: 'cashierName' },
  { title: '看到了什么', width: '34%', render: (_, one) => <div className="seen">{one.words}</div> },
  { title: '笔数', align: 'right', render: (_, one) => one.redemptionIds.length },
];

/** `短时间内集中核销 3 处，…` */
function sayCounts(items: Anomaly[]): string {
  const kinds = (Object.keys(anomalyKinds) as AnomalyKind[]).map(
    (kind) => [anomalyKinds[kind], items.filter((one) => one.kind === kind).length] as const,
  );
  return kinds
    .filter(([, count]) => count > 0)
    .map(([label, count]) => `${label} ${count} 处`)
    .join('，');
}

export function Anomalies() {
  const [search, setSearch] = useSearchParams();
  const today = dayOf(new Date());
  const to = search.get('to') || today;
  const from = search.get('from') || addDays(to, -6);
  const query = useQuery({
    queryKey: ['GET /anomalies', from, to],
    queryFn: () => api('GET /anomalies', { query: { from, to } }),
  });
  const show = (next: { from?: string; to?: string }) => setSearch({ from, to, ...next });
  const { data } = query;
  return (
    <Page title="核销异常">
      <div className="bar">
        <span className="bar-acts">
          <Input
            id="from"
            type="date"
            aria-label="从哪天"
            value={from}
            max={to}
            onChange={(event) => event.target.value && show({ from: event.target.value })}
          />
          至
          <Input
            id="to"
            type="date"
            aria-label="到哪天"
            value={to}
            onChange={(event) => event.target.value && show({ to: event.target.value })}
          />
          <Button id="last-7" onClick={() => setSearch({})}>
            近 7 天
          </Button>
          <Button id="last-30" onClick={() => show({ from: addDays(today, -29), to: today })}>
            近 30 天
          </Button>
        </span>
      </div>
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} retry={() => query.refetch()} />}
      {data && (
        <div className="stack">
          {data.cut && <Alert type="info" showIcon title="这段时间太多，只显示最近的一些。请缩短期间再看。" />}
          {data.items.length === 0 ? (
            <Nothing words="这段时间没有不寻常的核销。" />
          ) : (
            <>
              <p id="anomaly-counts">{sayCounts(data.items)}。</p>
              <Table<Anomaly>
                id="anomalies"
                size="small"
                rowKey="key"
                dataSource={data.items}
                columns={columns}
                pagination={false}
              />
            </>
          )}
          <p className="second">
            读取时间 {sayFullTime(data.at)}。不寻常不等于违规：先打电话向门店核实；要撤销的由核销员申请，在
            <Link to="/undos">撤销核销</Link>里复核。
          </p>
        </div>
      )}
    </Page>
  );
}
