/** The vouchers behind a number of a campaign. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { type Occupation, occupations } from '@niangjia/shared/rules/membership';
import { sayFen, type VoucherState, voucherSources, voucherStates } from '@niangjia/shared/rules/vouchers';
import { Select, Table, type TableColumnsType } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { api } from '../api';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';
import { VoucherChip } from './chip';
import { useCampaign } from './use-campaign';
import './campaigns.css';

type Row = Reply<'GET /campaigns/:id/vouchers'>['items'][number];

const columns: TableColumnsType<Row> = [
  { title: '券', dataIndex: 'kindTitle' },
  { title: '会员', dataIndex: 'nameMasked' },
  { title: '工会', className: 'cut', render: (_, row) => <span title={row.unionName}>{row.unionName}</span> },
  { title: '状态', render: (_, row) => <VoucherChip state={row.state} /> },
  { title: '怎么得到', render: (_, row) => voucherSources[row.source] },
  { title: '得到时间', render: (_, row) => sayTime(row.givenAt) },
  { title: '用到', render: (_, row) => sayDay(row.useUntil) },
  { title: '使用时间', render: (_, row) => row.usedAt && sayTime(row.usedAt) },
  { title: '门店', className: 'cut', render: (_, row) => <span title={row.shopName ?? ''}>{row.shopName}</span> },
  { title: '优惠（元）', align: 'right', render: (_, row) => row.offFen !== null && sayFen(row.offFen) },
];

/** What of the address the list is narrowed by; the state has its own field. */
function useFilter() {
  const [search, setSearch] = useSearchParams();
  const given = (name: string) => search.get(name) || undefined;
  const state = given('state');
  const work = given('occupation');
  const narrowed = {
    kindId: given('kindId'),
    unionId: given('unionId'),
    day: given('day'),
    occupation: work && Object.hasOwn(occupations, work) ? (work as Occupation) : undefined,
  };
  return {
    filter: { ...narrowed, state: state && Object.hasOwn(voucherStates, state) ? (state as VoucherState) : undefined },
    showState: (next: string) => {
      const rest = Object.entries(narrowed).filter((pair): pair is [string, string] => pair[1] !== undefined);
      setSearch(Object.fromEntries(next ? [...rest, ['state', next]] : rest));
    },
  };
}

export function Vouchers() {
  const { id = '' } = useParams();
  const { filter, showState } = useFilter();
  const campaign = useCampaign(id).data;
  const { query, rows } = useList(['GET /campaigns/:id/vouchers', id, filter], (after) =>
    api('GET /campaigns/:id/vouchers', { params: { id }, query: { ...filter, ...after } }),
  );
  const kind = campaign?.kinds.find((one) => one.id === filter.kindId);
  const said = [
    kind?.title,
    filter.unionId && rows[0]?.unionName,
    filter.day && sayDay(filter.day),
    filter.occupation && occupations[filter.occupation],
  ].filter(Boolean);
  return (
    <>
      <Link id="back" to={`/campaigns/${id}?view=figures`} className="back">
        <ArrowLeftOutlined /> {campaign?.title ?? '这个活动'}的统计
      </Link>
      <Page title="发出的券">
        <div className="bar">
          <Select<string>
            id="voucher-state"
            aria-label="状态"
            value={filter.state ?? ''}
            options={[
              { value: '', label: '全部状态' },
              ...Object.entries(voucherStates).map(([value, label]) => ({ value, label })),
            ]}
            onChange={showState}
            popupMatchSelectWidth={false}
          />
          {said.length > 0 && (
            <span className="second">
              只看{said.join('、')}　<Link to={`/campaigns/${id}/vouchers`}>看全部</Link>
            </span>
          )}
        </div>
        <Listed query={query} rows={rows} empty="没有这样的券。" unit="张">
          <Table<Row>
            id="vouchers"
            className="barred"
            size="small"
            rowKey="id"
            dataSource={rows}
            columns={columns}
            pagination={false}
          />
        </Listed>
      </Page>
    </>
  );
}
