/** An expert's days off: coming ones can be taken back. */
import { dayOf, sayDay } from '@niangjia/shared/rules/days';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Tag } from 'antd';
import { api, sentenceOf } from '../api';
import type { Expert } from './expert-dialog';

type Leave = Expert['leaves'][number];

const sayDays = ({ fromDay, untilDay }: { fromDay: string; untilDay: string }): string =>
  fromDay === untilDay ? sayDay(fromDay) : `${sayDay(fromDay)} 至 ${sayDay(untilDay)}`;

function LeaveRow({ expert, leave }: { expert: Expert; leave: Leave }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const cancel = useMutation({
    mutationFn: () => api('POST /leaves/:id/cancel', { params: { id: leave.id } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['GET /experts/:id', expert.id] });
      void client.invalidateQueries({ queryKey: ['GET /visits'] });
      message.success('已取消请假，这几天又可以安排。');
    },
  });
  const over = leave.untilDay < dayOf(new Date());
  return (
    <li className="leave">
      <span className="leave-words">
        {sayDays(leave)}，<span className="second">{leave.reason}</span>
      </span>
      {leave.cancelledAt && <Tag>已取消</Tag>}
      {!leave.cancelledAt && over && <Tag>已结束</Tag>}
      {!leave.cancelledAt && !over && (
        <Button id={`cancel-leave-${leave.id}`} loading={cancel.isPending} onClick={() => cancel.mutate()}>
          取消请假
        </Button>
      )}
      {cancel.isError && <Alert type="error" showIcon title={sentenceOf(cancel.error)} />}
    </li>
  );
}

export function Leaves({ expert }: { expert: Expert }) {
  return (
    <section className="panel">
      <h2>请假</h2>
      {expert.leaves.length === 0 && <p className="second">没有请假。专家自己也能在手机上请假。</p>}
      <ul className="plain-list" id="leaves">
        {expert.leaves.map((leave) => (
          <LeaveRow key={leave.id} expert={expert} leave={leave} />
        ))}
      </ul>
    </section>
  );
}
