/** What the unit does with its own order: confirm, rate, cancel. */
import { Form, Input, Radio } from 'antd';
import { api } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Reason } from '../ui/reason';
import type { DialogProps } from './planner-dialogs';
import { type Order, useSettled } from './use-order';

export function ConfirmDialog({ order, close }: DialogProps) {
  const settled = useSettled(order);
  return (
    <ActDialog<object, Order>
      id="confirm-order"
      title={`确认已办好：${order.title}`}
      okText="确认"
      tells={
        <p>
          专家填写了服务记录、现场有职工签到，才能确认。{order.visit && `现在签到 ${order.visit.signedIn} 人。`}
          确认后可以评价。
        </p>
      }
      run={() => api('POST /orders/:id/confirm', { params: { id: order.id } })}
      done={(after) => {
        settled('已确认，可以评价了。', after);
        close();
      }}
      close={close}
    />
  );
}

export function RateDialog({ order, close }: DialogProps) {
  const settled = useSettled(order);
  return (
    <ActDialog<{ stars: number; words?: string }, Order>
      id="rate-order"
      title={`评价：${order.title}`}
      okText="提交评价"
      run={({ stars, words }) =>
        api('POST /orders/:id/rate', { params: { id: order.id }, body: { stars, words: words?.trim() ?? '' } })
      }
      done={(after) => {
        settled('谢谢您的评价。', after);
        close();
      }}
      close={close}
    >
      <Form.Item name="stars" label="几颗星" rules={[{ required: true, message: '请选择几颗星。' }]}>
        <Radio.Group optionType="button" options={[1, 2, 3, 4, 5].map((value) => ({ value, label: `${value} 星` }))} />
      </Form.Item>
      <Form.Item name="words" label="写几句（可以不填）">
        <Input.TextArea rows={3} maxLength={300} placeholder="哪里好、哪里还可以更好" />
      </Form.Item>
    </ActDialog>
  );
}

export function CancelDialog({ order, close }: DialogProps) {
  const settled = useSettled(order);
  return (
    <ActDialog<{ reason: string }, { done: true }>
      id="cancel-order"
      title={`取消点单：${order.title}`}
      okText="取消点单"
      danger
      tells={<p>取消后不再排队。{order.visit && '已安排的时间让给下一家。'}以后需要，要重新点单。</p>}
      run={(body) => api('POST /orders/:id/cancel', { params: { id: order.id }, body })}
      done={() => {
        settled('已取消。');
        close();
      }}
      close={close}
    >
      <Reason placeholder="例：单位停产检修，今年不办了" />
    </ActDialog>
  );
}
