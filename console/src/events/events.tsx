/** Events of the unions within reach that members book by slot. */
import { PlusOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { dayOf, sayDay } from '@niangjia/shared/rules/days';
import { type EventGroup, type EventState, eventGroups, eventKinds, eventStates } from '@niangjia/shared/rules/events';
import { Button, Select, Table, type TableColumnsType } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api } from '../api';
import { useMay } from '../me';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';
import { useRowKeys } from '../ui/use-row-keys';
import { EventChip } from './chip';

type Row = Reply<'GET /events'>['items'][number];

const columns: TableColumnsType<Row> = [
  {
    title: '活动',
    className: 'cut widest',
    render: (_, row) => (
      <Link to={`/events/${row.id}`} title={row.title} tabIndex={-1}>
        {row.title}
      </Link>
    ),
  },
  { title: '主办', className: 'cut', render: (_, row) => <span title={row.unionName}>{row.unionName}</span> },
  { title: '状态', render: (_, row) => <EventChip state={row.state} phase={row.phase} /> },
  { title: '类别', render: (_, row) => `${eventGroups[row.group]}·${eventKinds[row.kind]}` },
  { title: '第一天', render: (_, row) => sayDay(dayOf(row.startAt)) },
  { title: '名额', align: 'right', dataIndex: 'total' },
  { title: '已约', align: 'right', render: (_, row) => row.booked + row.arrived },
  { title: '候补', align: 'right', dataIndex: 'waiting' },
  { title: '到场', align: 'right', dataIndex: 'arrived' },
];

const one = <Value extends string>(from: Record<Value, string>, given: string | null): Value | undefined =>
  given !== null && Object.hasOwn(from, given) ? (given as Value) : undefined;

const optionsOf = (all: string, from: Record<string, string>) => [
  { value: '', label: all },
  ...Object.entries(from).map(([value, label]) => ({ value, label })),
];

export function Events() {
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const mayManage = useMay('events.manage');
  const state = one<EventState>(eventStates, search.get('state'));
  const group = one<EventGroup>(eventGroups, search.get('group'));
  const filter = { ...(state && { state }), ...(group && { group }) };
  const { query, rows } = useList(['GET /events', filter], (after) =>
    api('GET /events', { query: { ...filter, ...after } }),
  );
  const onRow = useRowKeys(rows, (id) => navigate(`/events/${id}`));
  const narrowed = state !== undefined || group !== undefined;
  const narrow = (name: 'state' | 'group', value: string) => {
    const rest = Object.entries(filter).filter(([key]) => key !== name);
    setSearch(Object.fromEntries(value ? [...rest, [name, value]] : rest));
  };
  const make = mayManage && (
    <Button id="new-event" type="primary" icon={<PlusOutlined />} onClick={() => navigate('/events/new')}>
      新建活动
    </Button>
  );
  return (
    <Page title="预约活动" acts={(rows.length > 0 || narrowed) && make}>
      <div className="bar">
        <div className="bar-acts">
          <Select<string>
            id="event-state"
            aria-label="状态"
            value={state ?? ''}
            options={optionsOf('全部状态', eventStates)}
            onChange={(next) => narrow('state', next)}
            popupMatchSelectWidth={false}
          />
          <Select<string>
            id="event-group"
            aria-label="类别"
            value={group ?? ''}
            options={optionsOf('全部类别', eventGroups)}
            onChange={(next) => narrow('group', next)}
            popupMatchSelectWidth={false}
          />
        </div>
      </div>
      <Listed
        query={query}
        rows={rows}
        empty={narrowed ? '没有这样的活动。' : '还没有预约活动。体检、咨询、讲座可以分场次放名额，满了自动排候补。'}
        offer={!narrowed && make}
        unit="个"
      >
        <Table<Row>
          id="events"
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
