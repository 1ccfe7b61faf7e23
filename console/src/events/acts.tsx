/** What may be done with an event now. Each act says first what it brings with it. */
import { sayTime } from '@niangjia/shared/rules/days';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type ComponentType, useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Reason } from '../ui/reason';
import type { Found } from './use-event';

interface ActProps {
  event: Found;
  done: (words: string, after: Found) => void;
  close: () => void;
}

const Open = ({ event, done, close }: ActProps) => (
  <ActDialog<object, Found>
    id="open-event"
    title={`发布“${event.title}”`}
    okText="发布"
    tells={
      <p>
        会员马上看得到，{sayTime(event.bookFrom)} 开始预约，共 {event.slots.length} 场 {event.total} 个名额。
        发布后内容不能改，只能按场次调整名额和时间，或取消活动。
      </p>
    }
    run={() => api('POST /events/:id/open', { params: { id: event.id } })}
    done={(after) => done('已发布。', after)}
    close={close}
  />
);

const End = ({ event, done, close }: ActProps) => (
  <ActDialog<object, Found>
    id="end-event"
    title={`结束“${event.title}”`}
    okText="结束活动"
    tells={<p>场次都已过去。结束后还可以补登到场。不点也会自动结束。</p>}
    run={() => api('POST /events/:id/end', { params: { id: event.id } })}
    done={(after) => done('活动已结束。', after)}
    close={close}
  />
);

const Cancel = ({ event, done, close }: ActProps) => (
  <ActDialog<{ reason: string }, Found>
    id="cancel-event"
    title={`取消活动：${event.title}`}
    okText="取消活动并通知"
    danger
    tells={
      <p>
        {event.state === 'draft'
          ? '草稿作废，会员没有看到过。'
          : `约上的 ${event.booked} 人和候补的 ${event.waiting + event.offered} 人都会收到通知和下面写的原因。不能恢复。`}
      </p>
    }
    run={(body) => api('POST /events/:id/cancel', { params: { id: event.id }, body })}
    done={(after) => done('活动已取消，通知正在发。', after)}
    close={close}
  >
    <Reason placeholder="例：医院设备检修，改期另行通知" />
  </ActDialog>
);

type Verb = 'open' | 'end' | 'cancel';
const acts: Record<
  Verb,
  { label: string; note: string; main?: boolean; danger?: boolean; dialog: ComponentType<ActProps> }
> = {
  open: { label: '发布', note: '会员看得到', main: true, dialog: Open },
  end: { label: '结束活动', note: '场次都过了', dialog: End },
  cancel: { label: '取消活动', note: '写明原因，通知到人', danger: true, dialog: Cancel },
};

function verbsOf({ state, endAt, may }: Found): Verb[] {
  if (state === 'draft') return may.edit ? ['open', 'cancel'] : [];
  if (state !== 'open' || !may.run) return [];
  return new Date(endAt) <= new Date() ? ['end', 'cancel'] : ['cancel'];
}

export function Acts({ event }: { event: Found }) {
  const [act, setAct] = useState<Verb>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { id, state, may } = event;
  const verbs = verbsOf(event);
  const Dialog = act && acts[act].dialog;
  const done = (words: string, after: Found) => {
    setAct(undefined);
    client.setQueryData(['GET /events/:id', id], after);
    message.success(words);
    void client.invalidateQueries();
  };
  return (
    <aside className="panel decision" aria-label="可以办的事">
      <h2>可以办的事</h2>
      {state !== 'draft' && (
        <Button id="to-bookings" className="act" block onClick={() => navigate(`/events/${id}/bookings`)}>
          名单和到场 <span className="second">谁约了，谁来了</span>
        </Button>
      )}
      {may.edit && (
        <Button id="edit-event" className="act" block onClick={() => navigate(`/events/${id}/edit`)}>
          修改草稿 <span className="second">还没有发布</span>
        </Button>
      )}
      {verbs.map((verb) => (
        <Button
          key={verb}
          id={`event-${verb}`}
          className="act"
          block
          type={acts[verb].main ? 'primary' : 'default'}
          danger={acts[verb].danger ?? false}
          onClick={() => setAct(verb)}
        >
          {acts[verb].label} <span className={acts[verb].main ? '' : 'second'}>{acts[verb].note}</span>
        </Button>
      ))}
      {verbs.length === 0 && !may.edit && (
        <p id="why-not">
          {state === 'ended' || state === 'cancelled' ? '活动已经结束或取消。' : '您的岗位在这里只能查看。'}
        </p>
      )}
      {Dialog && <Dialog event={event} done={done} close={() => setAct(undefined)} />}
    </aside>
  );
}
