/** An expert, a place and a time chosen by the planner; what does not fit is said at its field. */
import { Refused } from '@niangjia/shared/client';
import type { Reply } from '@niangjia/shared/contract/index';
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import { DAY_FROM, DAY_UNTIL, instantAt, minutesOf, sayMinutes, skills } from '@niangjia/shared/rules/experts';
import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { api } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Reason } from '../ui/reason';
import { useSettled as useStill } from '../ui/union-pick';

type Visit = Reply<'GET /visits/:id'>;
interface Slot {
  expertId: string;
  roomId: string | null;
  startAt: string;
}
interface Answers {
  expertId: string;
  roomId?: string | null;
  day: string;
  minutes: number;
  reason: string;
}

/** At which field a refusal belongs. */
const fieldOf: Record<string, keyof Answers> = {
  EXPERT_BUSY: 'expertId',
  EXPERT_FULL: 'expertId',
  EXPERT_ENDED: 'expertId',
  SKILL_MISSING: 'expertId',
  OUT_OF_REACH: 'expertId',
  ROOM_BUSY: 'roomId',
  ROOM_CLOSED: 'roomId',
  ROOM_TOO_SMALL: 'roomId',
  OUT_OF_HOURS: 'minutes',
  REST_DAY: 'day',
  DAY_PAST: 'day',
};

function atItsField(error: unknown): never {
  const at = error instanceof Refused ? fieldOf[error.code] : undefined;
  if (!(error instanceof Refused) || !at) throw error;
  throw new Refused(error.status, { ...error.body, fields: [{ at, sentence: error.body.sentence }] });
}

const times = Array.from({ length: (DAY_UNTIL - DAY_FROM) / 30 }, (_, nth) => DAY_FROM + nth * 30);

function ExpertPick({
  id,
  value,
  onChange,
  known,
}: {
  id?: string;
  value?: string;
  onChange?: (id: string) => void;
  known: { id: string; name: string } | undefined;
}) {
  const [text, setText] = useState('');
  const still = useStill(text.trim());
  const found = useQuery({
    queryKey: ['GET /experts', 'pick', still],
    queryFn: () => api('GET /experts', { query: still ? { text: still } : {} }),
  });
  const options = (found.data?.items ?? [])
    .filter((one) => one.endedAt === null)
    .map((one) => ({
      value: one.id,
      label: `${one.name}，${one.title}（${one.skills.map((skill) => skills[skill]).join('、')}）`,
    }));
  if (known && !options.some((one) => one.value === known.id)) options.unshift({ value: known.id, label: known.name });
  return (
    <Select
      {...(id && { id })}
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={found.isFetching}
      placeholder="输入姓名查找"
      notFoundContent={found.isFetching ? '正在查找' : '没有找到这位专家'}
      value={value ?? null}
      options={options}
      onChange={(next) => next && onChange?.(next)}
    />
  );
}

interface OwnChoiceProps {
  title: string;
  okText: string;
  tells: ReactNode;
  /** What stands there now, when a visit is moved. */
  now?: { expertId: string; expertName: string; roomId: string | null; startAt: string };
  day?: string | undefined;
  asksReason?: boolean;
  run: (slot: Slot, reason: string) => Promise<Visit>;
  done: (visit: Visit) => void;
  close: () => void;
}

export function OwnChoice({ title, okText, tells, now, day, asksReason, run, done, close }: OwnChoiceProps) {
  const rooms = useQuery({ queryKey: ['GET /rooms'], queryFn: () => api('GET /rooms') });
  const open = (rooms.data?.items ?? []).filter((room) => room.closedAt === null);
  const tomorrow = addDays(dayOf(new Date()), 1);
  return (
    <ActDialog<Answers, Visit>
      id="slot"
      title={title}
      okText={okText}
      tells={tells}
      initial={{
        roomId: now?.roomId ?? null,
        day: now ? dayOf(now.startAt) : day && day > tomorrow ? day : tomorrow,
        minutes: now ? minutesOf(now.startAt) : 570,
        ...(now && { expertId: now.expertId }),
      }}
      run={({ expertId, roomId, day, minutes, reason }) =>
        run({ expertId, roomId: roomId ?? null, startAt: instantAt(day, minutes) }, reason).catch(atItsField)
      }
      done={done}
      close={close}
    >
      <Form.Item name="expertId" label="专家" rules={[{ required: true, message: '请选择专家。' }]}>
        <ExpertPick known={now && { id: now.expertId, name: now.expertName }} />
      </Form.Item>
      <Form.Item name="roomId" label="在哪里">
        <Select
          options={[
            { value: null, label: '上门，到单位的地点' },
            ...open.map((room) => ({ value: room.id, label: `${room.name}（${room.seats} 座，${room.placeName}）` })),
          ]}
        />
      </Form.Item>
      <div className="form-grid">
        <Form.Item name="day" label="日期" rules={[{ required: true, message: '请选择日期。' }]}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="minutes" label="几点开始" rules={[{ required: true, message: '请选择时间。' }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={times.map((value) => ({ value, label: sayMinutes(value) }))}
          />
        </Form.Item>
      </div>
      {asksReason && <Reason label="为什么改" placeholder="例：专家临时出差，改到下一周" />}
    </ActDialog>
  );
}
