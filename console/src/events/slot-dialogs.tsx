/** More or fewer places of a slot, or another time for it. */
import { eventLimits } from '@niangjia/shared/rules/events';
import { useQueryClient } from '@tanstack/react-query';
import { App, Form, InputNumber } from 'antd';
import { api } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Reason } from '../ui/reason';
import { TimeField } from '../ui/time-field';
import { type Found, type FoundSlot, saySpan } from './use-event';

/** Keeps what came back and says what was done. */
function useDone(close: () => void) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return (words: string) => (after: Found) => {
    client.setQueryData(['GET /events/:id', after.id], after);
    void client.invalidateQueries();
    message.success(words);
    close();
  };
}

interface DialogProps {
  slot: FoundSlot;
  close: () => void;
}

export function QuotaDialog({ event, slot, close }: DialogProps & { event: Found }) {
  const done = useDone(close);
  const least = Math.max(1, slot.booked + slot.arrived + slot.offered);
  return (
    <ActDialog<{ total: number; reserved: number }, Found>
      id="quota"
      title={`调整名额：${saySpan(slot)}`}
      okText="调整"
      initial={{ total: slot.total, reserved: slot.reserved }}
      tells={
        <p>
          现在 {slot.total} 个，已占 {slot.total - slot.free} 个，候补 {slot.waiting} 人。加了名额马上按次序叫候补的人。
        </p>
      }
      run={(body) =>
        api('POST /event-slots/:id/quota', {
          params: { id: slot.id },
          body: { ...body, reserved: body.reserved ?? slot.reserved },
        })
      }
      done={done('名额已调整。')}
      close={close}
    >
      <Form.Item
        name="total"
        label="改成几个"
        rules={[{ required: true, type: 'integer', min: least, message: `已占 ${least} 个，不能比这个少。` }]}
      >
        <InputNumber max={eventLimits.places} precision={0} suffix="个" />
      </Form.Item>
      {event.priority.length > 0 && (
        <Form.Item name="reserved" label="其中留给优先的" rules={[{ required: true, message: '没有就填 0。' }]}>
          <InputNumber min={0} max={eventLimits.places} precision={0} suffix="个" />
        </Form.Item>
      )}
    </ActDialog>
  );
}

export function MoveSlot({ slot, close }: DialogProps) {
  const done = useDone(close);
  return (
    <ActDialog<{ startAt: string; endAt: string; reason: string }, Found>
      id="move"
      title={`改期：${saySpan(slot)}`}
      okText="改期并通知"
      initial={{ startAt: slot.startAt, endAt: slot.endAt }}
      tells={<p>约上和候补的人都会收到新时间和原因，名额和次序不变。时间不合适的可以自己取消。</p>}
      run={(body) => api('POST /event-slots/:id/move', { params: { id: slot.id }, body })}
      done={done('已改期，通知正在发。')}
      close={close}
    >
      <div className="form-grid">
        <Form.Item name="startAt" label="开始" rules={[{ required: true, message: '请选择时间。' }]}>
          <TimeField />
        </Form.Item>
        <Form.Item name="endAt" label="结束" rules={[{ required: true, message: '请选择时间。' }]}>
          <TimeField />
        </Form.Item>
      </div>
      <Reason placeholder="例：医院当天设备检修" />
    </ActDialog>
  );
}
