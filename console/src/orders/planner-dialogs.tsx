/** What the owning department does with an order before it is planned. */
import { type Department, departments } from '@niangjia/shared/rules/orders';
import { Form, Radio } from 'antd';
import { api } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Reason } from '../ui/reason';
import { type Order, useSettled } from './use-order';

export interface DialogProps {
  order: Order;
  close: () => void;
}

export function AcceptDialog({ order, close }: DialogProps) {
  const settled = useSettled(order);
  return (
    <ActDialog<object, Order>
      id="accept-order"
      title={`受理：${order.title}`}
      okText="受理"
      tells={
        <p>
          {order.unionName}
          排进这项服务的队：没有办过的单位在前，再按提出的先后。接着就能安排专家和时间，单位会收到通知。
        </p>
      }
      run={() => api('POST /orders/:id/accept', { params: { id: order.id } })}
      done={(after) => {
        settled('已受理，可以安排专家了。', after);
        close();
      }}
      close={close}
    />
  );
}

export function ReturnDialog({ order, close }: DialogProps) {
  const settled = useSettled(order);
  return (
    <ActDialog<{ reason: string }, Order>
      id="return-order"
      title={`退回补充：${order.title}`}
      okText="退回"
      tells={<p>单位会看到您写的内容，补充后重新提交。排队的位置保留。</p>}
      run={(body) => api('POST /orders/:id/return', { params: { id: order.id }, body })}
      done={(after) => {
        settled('已退回，单位会收到通知。', after);
        close();
      }}
      close={close}
    >
      <Reason label="要补充什么" placeholder="例：请写明会议室能坐多少人，有没有投影" />
    </ActDialog>
  );
}

export function ForwardDialog({ order, close }: DialogProps) {
  const settled = useSettled(order);
  const others = (Object.keys(departments) as Department[]).filter((one) => one !== order.department);
  return (
    <ActDialog<{ department: Department; reason: string }, Order>
      id="forward-order"
      title={`转给别的部门：${order.title}`}
      okText="转过去"
      tells={<p>转过去后由对方部门受理和安排，您仍能查看。</p>}
      run={(body) => api('POST /orders/:id/forward', { params: { id: order.id }, body })}
      done={(after) => {
        settled('已转给对方部门。', after);
        close();
      }}
      close={close}
    >
      <Form.Item name="department" label="转给" rules={[{ required: true, message: '请选择部门。' }]}>
        <Radio.Group options={others.map((value) => ({ value, label: departments[value] }))} />
      </Form.Item>
      <Reason />
    </ActDialog>
  );
}

export function KeepDialog({ order, close }: DialogProps) {
  const settled = useSettled(order);
  return (
    <ActDialog<{ reason: string }, Order>
      id="keep-order"
      title={`记入需求：${order.title}`}
      okText="记入需求"
      tells={<p>愿望留在“菜单外的需求”里。以后做成服务项目时，这个单位按提出的先后直接排进队里。</p>}
      run={(body) => api('POST /orders/:id/keep', { params: { id: order.id }, body })}
      done={(after) => {
        settled('已记入需求，单位会收到通知。', after);
        close();
      }}
      close={close}
    >
      <Reason label="写给单位的话" placeholder="例：菜单里还没有这项服务，已记下，找到专家后通知您" />
    </ActDialog>
  );
}
