/** Campaigns of the unions within reach: what each has given, and where it stands. */
import { PlusOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { type CampaignState, campaignStates, sayFen, ways } from '@niangjia/shared/rules/vouchers';
import { Button, Select, Table, type TableColumnsType } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api } from '../api';
import { useMay } from '../me';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';
import { useRowKeys } from '../ui/use-row-keys';
import { CampaignChip } from './chip';
import './campaigns.css';

type Row = Reply<'GET /campaigns'>['items'][number];

const count = (value: number) => value.toLocaleString('zh-CN');

const columns: TableColumnsType<Row> = [
  {
    title: '活动',
    className: 'cut widest',
    render: (_, row) => (
      <Link to={`/campaigns/${row.id}`} title={row.title} tabIndex={-1}>
        {row.title}
      </Link>
    ),
  },
  { title: '工会', className: 'cut', render: (_, row) => <span title={row.unionName}>{row.unionName}</span> },
  { title: '状态', render: (_, row) => <CampaignChip state={row.state} phase={row.phase} /> },
  { title: '怎么发', render: (_, row) => ways[row.way] },
  { title: '领取时间', render: (_, row) => `${sayTime(row.claimFrom)} 起` },
  { title: '用到', render: (_, row) => sayDay(row.useUntil) },
  { title: '总数', align: 'right', render: (_, row) => count(row.total) },
  { title: '已发', align: 'right', render: (_, row) => count(row.given) },
  { title: '已用', align: 'right', render: (_, row) => count(row.used) },
  { title: '预算（元）', align: 'right', render: (_, row) => sayFen(row.budgetFen) },
];

export function Campaigns() {
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const mayManage = useMay('campaigns.manage');
  const given = search.get('state') ?? '';
  const state = Object.hasOwn(campaignStates, given) ? (given as CampaignState) : undefined;
  const { query, rows } = useList(['GET /campaigns', state], (after) =>
    api('GET /campaigns', { query: { ...(state && { state }), ...after } }),
  );
  const onRow = useRowKeys(rows, (id) => navigate(`/campaigns/${id}`));
  const make = mayManage && (
    <Button id="new-campaign" type="primary" icon={<PlusOutlined />} onClick={() => navigate('/campaigns/new')}>
      新建活动
    </Button>
  );
  return (
    <Page title="福利活动" acts={(rows.length > 0 || state) && make}>
      <div className="bar">
        <Select<CampaignState | ''>
          id="campaign-state"
          aria-label="状态"
          value={state ?? ''}
          options={[
            { value: '', label: '全部状态' },
            ...(Object.keys(campaignStates) as CampaignState[]).map((value) => ({
              value,
              label: campaignStates[value],
            })),
          ]}
          onChange={(next) => setSearch(next ? { state: next } : {})}
          popupMatchSelectWidth={false}
        />
      </div>
      <Listed
        query={query}
        rows={rows}
        empty={state ? '没有这个状态的活动。' : '还没有福利活动。新建后由财务负责人复核预算，复核同意才发布。'}
        offer={!state && make}
        unit="个"
      >
        <Table<Row>
          id="campaigns"
          className="opens barred"
          size="small"
          rowKey="id"
          dataSource={rows}
          columns={columns}
          pagination={false}
          onRow={onRow}
        />
      </Listed>
    </Page>
  );
}
