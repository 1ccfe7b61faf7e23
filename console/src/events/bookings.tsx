/** Who is booked for an event or waits, and who came. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import { dayOf, sayTime } from '@niangjia/shared/rules/days';
import { occupations } from '@niangjia/shared/rules/membership';
import { type ClaimState, claimStates } from '@niangjia/shared/rules/places';
import { Button, Select, Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { api } from '../api';
import { Listed, useList } from '../ui/list';
import { Page } from '../ui/page';
import { Arrive, Arrived, useArrival } from './arrive';
import { ClaimChip } from './chip';
import { type BookingRow, saySpan, useEvent } from './use-event';
import './events.css';

const more = ({ state, place, offerUntil, arrivedAt }: BookingRow): string => {
  if (state === 'waiting' && place !== null) return `第 ${place} 位`;
  if (state === 'offered' && offerUntil) return `留到 ${sayTime(offerUntil)}`;
  return arrivedAt ? sayTime(arrivedAt) : '';
};

const columnsOf = (act: (row: BookingRow) => ReactNode): TableColumnsType<BookingRow> => [
  { title: '会员', dataIndex: 'nameMasked' },
  { title: '工会', className: 'cut', render: (_, row) => <span title={row.unionName ?? ''}>{row.unionName}</span> },
  { title: '工种', render: (_, row) => row.occupation && occupations[row.occupation] },
  { title: '优先', render: (_, row) => (row.isPriority ? '是' : '') },
  { title: '场次', render: (_, row) => saySpan(row) },
  { title: '状态', render: (_, row) => <ClaimChip state={row.state} missed={row.missed} /> },
  { title: '进展', render: (_, row) => more(row) },
  { title: '预约时间', render: (_, row) => sayTime(row.at) },
  { title: '办理', render: (_, row) => act(row) },
];

function useFilter() {
  const [search, setSearch] = useSearchParams();
  const slotId = search.get('slotId') || undefined;
  const given = search.get('state') ?? '';
  const state = Object.hasOwn(claimStates, given) ? (given as ClaimState) : undefined;
  const filter = { ...(slotId && { slotId }), ...(state && { state }) };
  const narrow = (name: 'slotId' | 'state', value: string) => {
    const rest = Object.entries(filter).filter(([key]) => key !== name);
    setSearch(Object.fromEntries(value ? [...rest, [name, value]] : rest));
  };
  return { filter, narrow };
}

export function Bookings() {
  const { id = '' } = useParams();
  const { filter, narrow } = useFilter();
  const event = useEvent(id).data;
  const arrival = useArrival(id);
  const { query, rows } = useList(['GET /events/:id/bookings', id, filter], (after) =>
    api('GET /events/:id/bookings', { params: { id }, query: { ...filter, ...after } }),
  );
  const runs = event?.may.run === true && ['open', 'ended'].includes(event.state);
  const today = dayOf(new Date());
  const act = (row: BookingRow) =>
    runs &&
    row.state === 'booked' &&
    dayOf(row.startAt) <= today && (
      <Button
        size="small"
        id={`arrived-${row.id}`}
        disabled={arrival.isPending}
        onClick={() => arrival.mutate({ bookingId: row.id })}
      >
        到场
      </Button>
    );
  return (
    <>
      <Link id="back" to={`/events/${id}`} className="back">
        <ArrowLeftOutlined /> {event?.title ?? '这个活动'}
      </Link>
      <Page title="名单和到场">
        {runs && <Arrive arrival={arrival} />}
        <div role="status" className="gap">
          <Arrived arrival={arrival} />
        </div>
        <div className="bar">
          <div className="bar-acts">
            <Select<string>
              id="booking-slot"
              aria-label="场次"
              value={filter.slotId ?? ''}
              options={[
                { value: '', label: '全部场次' },
                ...(event?.slots ?? []).map((slot) => ({ value: slot.id, label: saySpan(slot) })),
              ]}
              onChange={(next) => narrow('slotId', next)}
              popupMatchSelectWidth={false}
            />
            <Select<string>
              id="booking-state"
              aria-label="状态"
              value={filter.state ?? ''}
              options={[
                { value: '', label: '全部状态' },
                ...Object.entries(claimStates).map(([value, label]) => ({
                  value,
                  label: value === 'offered' ? '待确认' : label,
                })),
              ]}
              onChange={(next) => narrow('state', next)}
              popupMatchSelectWidth={false}
            />
          </div>
        </div>
        <Listed query={query} rows={rows} empty="没有这样的预约。" unit="个">
          <Table<BookingRow>
            id="bookings"
            className="barred"
            size="small"
            rowKey="id"
            dataSource={rows}
            columns={columnsOf(act)}
            pagination={false}
          />
        </Listed>
      </Page>
    </>
  );
}
