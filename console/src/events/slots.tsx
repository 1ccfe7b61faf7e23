/** The slots of an event in numbers: a chart, beside it a table; each number opens who stands behind it. */
import { Button, Segmented, Table, type TableColumnsType } from 'antd';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Chart } from '../statistics/chart';
import { addressOf } from '../statistics/span';
import { MoveSlot, QuotaDialog } from './slot-dialogs';
import { type Found, type FoundSlot, sayShort, saySpan } from './use-event';

const measures = {
  booked: { label: '已约', state: undefined, unit: '人已约' },
  waiting: { label: '候补', state: 'waiting', unit: '人候补' },
  arrived: { label: '到场', state: 'used', unit: '人到场' },
} as const;
type Measure = keyof typeof measures;

const listOf = (id: string, slotId: string, state?: string): string =>
  addressOf(`/events/${id}/bookings`, { slotId, state });

/** Who came was booked. */
const countOf = (slot: FoundSlot, measure: Measure): number =>
  measure === 'booked' ? slot.booked + slot.arrived : slot[measure];

function titleOf(slots: readonly FoundSlot[], measure: Measure): string {
  const total = slots.reduce((sum, slot) => sum + countOf(slot, measure), 0);
  const most = [...slots].sort((a, b) => countOf(b, measure) - countOf(a, measure))[0];
  if (!most || total === 0) return `还没有人${measures[measure].label}`;
  const which = slots.length > 1 ? `，${saySpan(most)} 最多` : '';
  return `一共 ${total} ${measures[measure].unit}${which}`;
}

const number = (id: string, slot: FoundSlot, count: number, state: string) =>
  count > 0 ? <Link to={listOf(id, slot.id, state)}>{count}</Link> : 0;

const columnsOf = ({ id }: Found, acts: (slot: FoundSlot) => ReactNode): TableColumnsType<FoundSlot> => [
  { title: '场次', render: (_, slot) => <Link to={listOf(id, slot.id)}>{saySpan(slot)}</Link> },
  {
    title: '名额',
    align: 'right',
    render: (_, { total, reserved }) => (reserved > 0 ? `${total}（优先 ${reserved}）` : total),
  },
  { title: '已约未到', align: 'right', render: (_, slot) => number(id, slot, slot.booked, 'booked') },
  { title: '待确认', align: 'right', render: (_, slot) => number(id, slot, slot.offered, 'offered') },
  { title: '候补', align: 'right', render: (_, slot) => number(id, slot, slot.waiting, 'waiting') },
  { title: '到场', align: 'right', render: (_, slot) => number(id, slot, slot.arrived, 'used') },
  { title: '空余', align: 'right', dataIndex: 'free' },
  { title: '办理', render: (_, slot) => acts(slot) },
];

export function Slots({ event }: { event: Found }) {
  const [measure, setMeasure] = useState<Measure>('booked');
  const [asked, setAsked] = useState<{ act: 'quota' | 'move'; slot: FoundSlot }>();
  const navigate = useNavigate();
  const { id, slots, state, may } = event;
  const runs = state === 'open' && may.run;
  const bars = useMemo(
    () => slots.map((slot) => ({ key: slot.id, label: sayShort(slot), value: countOf(slot, measure) })),
    [slots, measure],
  );
  const open = useCallback(
    (slotId: string) => navigate(listOf(id, slotId, measures[measure].state)),
    [navigate, id, measure],
  );
  const acts = (slot: FoundSlot) =>
    runs && (
      <span className="row-acts">
        <Button size="small" id={`quota-${slot.id}`} onClick={() => setAsked({ act: 'quota', slot })}>
          名额
        </Button>
        {new Date(slot.startAt) > new Date() && (
          <Button size="small" id={`move-${slot.id}`} onClick={() => setAsked({ act: 'move', slot })}>
            改期
          </Button>
        )}
      </span>
    );
  const close = () => setAsked(undefined);
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>场次</h2>
        {state !== 'draft' && (
          <Segmented<Measure>
            id="measure"
            aria-label="图中看什么数"
            value={measure}
            options={(Object.keys(measures) as Measure[]).map((value) => ({ value, label: measures[value].label }))}
            onChange={setMeasure}
          />
        )}
      </div>
      {state !== 'draft' && <Chart title={titleOf(slots, measure)} bars={bars} along="names" open={open} />}
      <Table<FoundSlot>
        id="slots"
        size="small"
        rowKey="id"
        dataSource={slots}
        columns={columnsOf(event, acts)}
        pagination={false}
      />
      {state !== 'draft' && <p className="second">点一条或一个数看名单。</p>}
      {asked?.act === 'quota' && <QuotaDialog event={event} slot={asked.slot} close={close} />}
      {asked?.act === 'move' && <MoveSlot slot={asked.slot} close={close} />}
    </section>
  );
}
