/** Two orders of one unit for the same thing become one. */
import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { orderStates } from '@niangjia/shared/rules/orders';
import { useQuery } from '@tanstack/react-query';
import { Form, Radio } from 'antd';
import { api } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Failed, Loading } from '../ui/states';
import type { DialogProps } from './planner-dialogs';
import { type Order, useSettled } from './use-order';

type Row = Reply<'GET /orders'>['items'][number];

/** Open orders of the same unit that this one could go into; looked for in the whole queue, page by page. */
async function sameUnit(order: Order, after?: string): Promise<Row[]> {
  const page = await api('GET /orders', {
    query: {
      view: 'queue',
      stage: 'open',
      ...(order.itemId && { itemId: order.itemId }),
      ...(after && { after }),
    },
  });
  const found = page.items.filter(
    (row) => row.unionId === order.unionId && row.id !== order.id && row.itemId === order.itemId,
  );
  return page.next ? [...found, ...(await sameUnit(order, page.next))] : found;
}

export function MergeDialog({ order, close }: DialogProps) {
  const settled = useSettled(order);
  const others = useQuery({ queryKey: ['GET /orders', 'same unit', order.id], queryFn: () => sameUnit(order) });
  return (
    <ActDialog<{ into: string }, Order>
      id="merge-order"
      title={`合并：${order.title}`}
      okText="合并"
      tells={
        <p>
          {order.number} 并进所选的单子，不再单独办理。只能合并{order.unionName}自己重复的点单。
        </p>
      }
      run={(body) => api('POST /orders/:id/merge', { params: { id: order.id }, body })}
      done={(after) => {
        settled('已合并，单位会收到通知。', after);
        close();
      }}
      close={close}
    >
      {others.isPending && <Loading rows={2} />}
      {others.isError && <Failed error={others.error} retry={() => others.refetch()} />}
      {others.data?.length === 0 && <p id="no-other">这个单位没有同一服务的另一张在办单子，不用合并。</p>}
      {others.data && others.data.length > 0 && (
        <Form.Item name="into" label="并进哪一张" rules={[{ required: true, message: '请选择一张单子。' }]}>
          <Radio.Group
            className="day-picks"
            options={others.data.map((row) => ({
              value: row.id,
              label: `${row.number} ${row.title}，${row.people} 人，${orderStates[row.state]}，${sayTime(row.queuedAt)} 提出`,
            }))}
          />
        </Form.Item>
      )}
    </ActDialog>
  );
}
