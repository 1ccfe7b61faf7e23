/** Entitled members who never had a voucher of the organiser, by union: whom to call. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { sayDay } from '@niangjia/shared/rules/days';
import { occupations } from '@niangjia/shared/rules/membership';
import { Table, type TableColumnsType } from 'antd';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { api } from '../api';
import { useMay } from '../me';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';
import { UnionPick } from '../ui/union-pick';
import { useRowKeys } from '../ui/use-row-keys';
import { useCampaign } from './use-campaign';

type Member = Reply<'GET /campaigns/:id/unreached'>['items'][number];
type Row = Member & { id: string };

const columnsOf = (mayOpen: boolean): TableColumnsType<Row> => [
  {
    title: '会员号',
    render: (_, row) =>
      mayOpen ? (
        <Link className="number" to={`/members/${row.membershipId}`} tabIndex={-1}>
          {row.number}
        </Link>
      ) : (
        <span className="number">{row.number}</span>
      ),
  },
  { title: '姓名', dataIndex: 'nameMasked' },
  { title: '工会', className: 'cut', render: (_, row) => <span title={row.unionName}>{row.unionName}</span> },
  { title: '工种', render: (_, row) => occupations[row.occupation] },
  { title: '入会日期', align: 'right', render: (_, row) => `${row.joinedOn.slice(0, 4)}年${sayDay(row.joinedOn)}` },
];

export function Unreached() {
  const { id = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const mayOpen = useMay('members.read');
  const campaign = useCampaign(id).data;
  const unionId = search.get('unionId') || undefined;
  const { query, rows } = useList(['GET /campaigns/:id/unreached', id, unionId], (after) =>
    api('GET /campaigns/:id/unreached', { params: { id }, query: { ...(unionId && { unionId }), ...after } }),
  );
  const shown = rows.map((row) => ({ ...row, id: row.membershipId }));
  const onRow = useRowKeys(shown, (one) => mayOpen && navigate(`/members/${one}`));
  return (
    <>
      <Link id="back" to={`/campaigns/${id}?view=figures`} className="back">
        <ArrowLeftOutlined /> {campaign?.title ?? '这个活动'}的统计
      </Link>
      <Page title="从没领到过福利券的会员">
        <div className="bar">
          <UnionPick
            id="unreached-union"
            label="哪家工会"
            placeholder="全部工会，或输入名称查找"
            clearable
            value={unionId}
            onChange={(next) => setSearch(next ? { unionId: next } : {})}
          />
          <span className="second">符合这次活动的条件，但从没领到过主办工会的任何福利券。</span>
        </div>
        <Listed query={query} rows={shown} empty="没有这样的会员：符合条件的都领到过。" unit="位">
          <Table<Row>
            id="unreached"
            className={mayOpen ? 'opens barred' : 'barred'}
            size="small"
            rowKey="id"
            dataSource={shown}
            columns={columnsOf(mayOpen)}
            pagination={false}
            onRow={onRow}
          />
        </Listed>
      </Page>
    </>
  );
}
