/** Every redemption of a settlement: its sums are the sums above, to the fen. */
import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { redemptionSources, sayFen } from '@niangjia/shared/rules/vouchers';
import { Table, type TableColumnsType, Tag } from 'antd';
import { api } from '../api';
import { Listed, useList } from '../ui/list';

type Line = Reply<'GET /settlements/:id/lines'>['items'][number];

const amount = (title: string, key: 'spendFen' | 'subsidyFen' | 'bankFen' | 'merchantFen' | 'paysFen') => ({
  title,
  align: 'right' as const,
  render: (_: unknown, line: Line) => sayFen(line[key]),
});

const columns: TableColumnsType<Line> = [
  {
    title: '时间',
    render: (_, line) => (
      <>
        {sayTime(line.at)}
        {line.undo && <Tag color="warning">撤销</Tag>}
        {line.loss && <Tag color="error">重复</Tag>}
      </>
    ),
  },
  {
    title: '门店、核销员',
    className: 'cut',
    render: (_, line) => (
      <span title={`${line.shopName}，${line.cashierName}，${redemptionSources[line.source]}`}>
        {line.shopName}
        <br />
        <span className="second">
          {line.cashierName}，{redemptionSources[line.source]}
        </span>
      </span>
    ),
  },
  {
    title: '券、会员',
    className: 'cut',
    render: (_, line) => (
      <span title={`${line.campaignTitle}，${line.title}`}>
        {line.title}
        <br />
        <span className="second">{line.nameMasked}</span>
      </span>
    ),
  },
  amount('账单', 'spendFen'),
  amount('会员付', 'paysFen'),
  amount('商家让利', 'merchantFen'),
  amount('工会补', 'subsidyFen'),
  amount('银行', 'bankFen'),
];

export function Lines({ id }: { id: string }) {
  const { query, rows } = useList(['GET /settlements/:id/lines', id], (after) =>
    api('GET /settlements/:id/lines', { params: { id }, query: after }),
  );
  return (
    <section className="panel">
      <h2>每一笔（元）</h2>
      <Listed query={query} rows={rows} empty="没有明细。" unit="笔">
        <Table<Line>
          id="lines"
          size="small"
          rowKey={(line) => `${line.redemptionId} ${line.undo}`}
          dataSource={rows}
          columns={columns}
          pagination={false}
        />
      </Listed>
    </section>
  );
}
