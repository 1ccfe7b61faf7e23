/** What is to be done with an order: one main act, the others below it, or plainly who is to act. */
import {
  CheckOutlined,
  ForwardOutlined,
  InboxOutlined,
  MergeCellsOutlined,
  RollbackOutlined,
  StarOutlined,
  StopOutlined,
} from '@ant-design/icons';
import { sayDay } from '@niangjia/shared/rules/days';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMay } from '../me';
import { useKeys } from '../ui/keys';
import { StageClock } from './chip';
import { MergeDialog } from './merge';
import { AcceptDialog, ForwardDialog, KeepDialog, ReturnDialog } from './planner-dialogs';
import { Planning } from './planning';
import { PoolAnswer, VisitAnswer } from './unit-answers';
import { CancelDialog, ConfirmDialog, RateDialog } from './unit-dialogs';
import type { Order } from './use-order';

type Act = Order['may'][number];

interface Look {
  label: string;
  note?: string;
  icon: ReactNode;
  key?: string;
  main?: boolean;
  danger?: boolean;
}

/** In the order in which they stand; what is not here has a part of its own. */
const looks: Partial<Record<Act, Look>> = {
  accept: { label: '受理', icon: <CheckOutlined />, key: 'a', main: true },
  keep: { label: '记入需求', icon: <InboxOutlined /> },
  return: { label: '退回补充', icon: <RollbackOutlined />, key: 'r' },
  forward: { label: '转给别的部门', icon: <ForwardOutlined /> },
  merge: { label: '合并重复的单子', icon: <MergeCellsOutlined /> },
  confirm: { label: '确认已办好', icon: <CheckOutlined />, main: true },
  rate: { label: '评价这次服务', icon: <StarOutlined />, main: true },
  cancel: { label: '取消点单', icon: <StopOutlined />, danger: true },
};

function Waits({ order }: { order: Order }) {
  return (
    <>
      {order.dueOn && (
        <p className="order-waits">
          最晚 {sayDay(order.dueOn)} <StageClock row={order} />
        </p>
      )}
      {order.holder && <p id="holder">现在等：{order.holder}</p>}
      {order.position !== null && (
        <p id="line">
          排在第 {order.position} 位，共 {order.lineLength} 家
          {order.likelyOn && <span className="second">，大约 {sayDay(order.likelyOn)}</span>}
        </p>
      )}
    </>
  );
}

function Dialog({ act, order, close }: { act: Act; order: Order; close: () => void }) {
  if (act === 'accept') return <AcceptDialog order={order} close={close} />;
  if (act === 'return') return <ReturnDialog order={order} close={close} />;
  if (act === 'forward') return <ForwardDialog order={order} close={close} />;
  if (act === 'merge') return <MergeDialog order={order} close={close} />;
  if (act === 'keep') return <KeepDialog order={order} close={close} />;
  if (act === 'confirm') return <ConfirmDialog order={order} close={close} />;
  if (act === 'rate') return <RateDialog order={order} close={close} />;
  return <CancelDialog order={order} close={close} />;
}

function ActButton({ act, isMain, take }: { act: Act; isMain: boolean; take: () => void }) {
  const look = looks[act];
  if (!look) return null;
  const { label, note, icon, key, danger = false } = look;
  return (
    <Button
      id={act}
      block
      danger={danger}
      {...(isMain ? { size: 'large' as const, type: 'primary' as const, icon } : { className: 'act' })}
      {...(key && { 'aria-keyshortcuts': key })}
      onClick={take}
    >
      {label} {key ? <kbd>{key}</kbd> : note && <span className="second">{note}</span>}
    </Button>
  );
}

export function Decision({ order }: { order: Order }) {
  const [act, setAct] = useState<Act>();
  const navigate = useNavigate();
  const mayManage = useMay('menu.manage');
  const plans = useMay('orders.plan');
  const may = (one: Act) => order.may.includes(one);
  const isWish = order.itemId === null;
  const shown = (Object.keys(looks) as Act[]).filter(may);
  const main = shown.find((one) => looks[one]?.main) ?? (isWish && may('keep') ? 'keep' : undefined);
  const take = (one: Act) => shown.includes(one) && setAct(one);
  useKeys({ a: () => take('accept'), r: () => take('return') });
  return (
    <aside className="panel decision" aria-label="要办的事">
      <h2>要办的事</h2>
      <Waits order={order} />
      {order.may.length === 0 && <p id="why-not">这张单子现在不用您办。</p>}
      {may('answer') && order.visit && <VisitAnswer order={order} visit={order.visit} />}
      {may('pool') && order.pool && <PoolAnswer order={order} pool={order.pool} />}
      {may('plan') && <Planning order={order} />}
      {may('resubmit') && (
        <Button id="resubmit" block size="large" type="primary" onClick={() => navigate(`/orders/${order.id}/mend`)}>
          补充后重新提交
        </Button>
      )}
      {isWish && may('keep') && mayManage && <p>菜单上没有这项服务。先记入需求，再到“菜单外的需求”里做成服务项目。</p>}
      {shown.map((one) => (
        <ActButton key={one} act={one} isMain={one === main} take={() => take(one)} />
      ))}
      {plans && order.visit && order.state === 'assigned' && (
        <Button id="change-visit" className="act" block onClick={() => navigate(`/visits/${order.visit?.id}`)}>
          看这次服务 <span className="second">改期、取消</span>
        </Button>
      )}
      {act && <Dialog act={act} order={order} close={() => setAct(undefined)} />}
    </aside>
  );
}
