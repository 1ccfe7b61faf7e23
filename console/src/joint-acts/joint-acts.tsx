/** What takes two persons: what waits for my signature, and what I proposed. */
import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { type JointState, jointKinds, jointStates } from '@niangjia/shared/rules/joint';
import { permissions } from '@niangjia/shared/rules/roles';
import { Segmented, Select, Table, type TableColumnsType } from 'antd';
import { Link, useNavigate } from 'react-router';
import { JointChip, OverdueChip } from '../ui/chips';
import { Listed } from '../ui/list';
import { Page } from '../ui/page';
import { useRowKeys } from '../ui/use-row-keys';
import { type Act, type Filter, searchOf, useActs, useFilter } from './use-acts';

const states = Object.keys(jointStates) as JointState[];

const missing = (act: Act) => act.missing.map((one) => permissions[one]).join('、') || '没有';

const term = (act: Act) =>
  act.state === 'waiting' && (
    <span className="term">
      {sayDay(act.dueOn)} {act.overdue && <OverdueChip />}
    </span>
  );

function columnsOf({ view }: Filter, search: string): TableColumnsType<Act> {
  const mine = view === 'mine';
  return [
    {
      title: '事项',
      className: 'cut widest',
      render: (_, act) => (
        <Link to={`/joint-acts/${act.id}${search}`} title={act.title} tabIndex={-1}>
          {act.title}
        </Link>
      ),
    },
    { title: '种类', render: (_, act) => jointKinds[act.kind].label },
    { title: '工会', className: 'cut', render: (_, act) => <span title={act.unionName}>{act.unionName}</span> },
    ...(mine
      ? [{ title: '状态', render: (_: unknown, act: Act) => <JointChip state={act.state} /> }]
      : [{ title: '提出的人', render: (_: unknown, act: Act) => act.signatures[0]?.name }]),
    { title: '提出时间', render: (_, act) => sayTime(act.proposedAt) },
    ...(mine ? [{ title: '还差谁签', render: (_: unknown, act: Act) => missing(act) }] : []),
    { title: '最晚办结', render: (_, act) => term(act) },
  ];
}

export function JointActs() {
  const filter = useFilter();
  const search = searchOf(filter);
  const navigate = useNavigate();
  const { query, rows } = useActs(filter);
  const onRow = useRowKeys(rows, (id) => navigate(`/joint-acts/${id}${search}`));
  const empty =
    filter.view === 'sign'
      ? '没有等您复核的事。别人提出、需要您签字的会出现在这里。'
      : '您还没有提出过双人办理的事。任命、除名、改审核设置等，提出后会出现在这里。';
  return (
    <Page title="双人办理">
      <div className="bar">
        <Segmented<Filter['view']>
          id="view"
          aria-label="看哪些"
          value={filter.view}
          options={[
            { value: 'sign', label: '待我复核' },
            { value: 'mine', label: '我提出的' },
          ]}
          onChange={(view: Filter['view']) => navigate({ search: searchOf({ view, state: undefined }) })}
        />
        {filter.view === 'mine' && (
          <Select<JointState | ''>
            aria-label="状态"
            value={filter.state ?? ''}
            options={[
              { value: '', label: '全部状态' },
              ...states.map((value) => ({ value, label: jointStates[value] })),
            ]}
            onChange={(state) => navigate({ search: searchOf({ view: 'mine', state: state || undefined }) })}
          />
        )}
      </div>
      <Listed query={query} rows={rows} empty={empty} unit="件">
        <Table<Act>
          id="acts"
          className="opens barred"
          size="small"
          rowKey="id"
          dataSource={rows}
          columns={columnsOf(filter, search)}
          pagination={false}
          onRow={onRow}
        />
      </Listed>
    </Page>
  );
}
