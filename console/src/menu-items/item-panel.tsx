/** One item of the menu beside its list, and what can be done with it. */
import { sayDay } from '@niangjia/shared/rules/days';
import { skills } from '@niangjia/shared/rules/experts';
import { departments, venues } from '@niangjia/shared/rules/orders';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api } from '../api';
import { sayLength } from '../orders/say';
import { ActDialog } from '../ui/act-dialog';
import { Fact } from '../ui/fact';
import { ItemChip } from './chip';
import type { Item } from './use-items';

const acts = {
  withdraw: {
    label: '下架',
    tells: '不能再点这项服务。已在排队和已安排的照常办完。以后可以重新上架。',
    done: '已下架。',
  },
  offer: { label: '重新上架', tells: '基层工会又能点这项服务。', done: '已重新上架。' },
} as const;
type Act = keyof typeof acts;

function ActOnItem({ item, act, close }: { item: Item; act: Act; close: () => void }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const { label, tells, done } = acts[act];
  return (
    <ActDialog<object, { done: true }>
      id={act}
      title={`${label}：${item.title}`}
      okText={label}
      danger={act === 'withdraw'}
      tells={<p>{tells}</p>}
      run={() => api(`POST /menu-items/:id/${act}`, { params: { id: item.id } })}
      done={async () => {
        await client.invalidateQueries({ queryKey: ['GET /menu-items'] });
        void client.invalidateQueries({ queryKey: ['GET /menu'] });
        message.success(done);
        close();
      }}
      close={close}
    />
  );
}

export function ItemPanel({ item }: { item: Item }) {
  const [act, setAct] = useState<Act>();
  const navigate = useNavigate();
  const other: Act = item.state === 'offered' ? 'withdraw' : 'offer';
  return (
    <aside className="panel decision" aria-label="这项服务">
      <div className="panel-head">
        <h2>{item.title}</h2>
        <ItemChip state={item.state} />
      </div>
      <p>{item.words}</p>
      <dl className="item-numbers">
        <Fact label="已办">{item.delivered} 次</Fact>
        <Fact label="服务">{item.served} 人次</Fact>
        <Fact label="评价">{item.stars === null ? '还没有' : `${item.stars} 星`}</Fact>
      </dl>
      <dl className="facts">
        <Fact label="最早能排到">{item.nextFreeOn ? sayDay(item.nextFreeOn) : '120 天内没有空'}</Fact>
        <Fact label="在排队">
          {item.waiting > 0 ? <Link to={`/orders?state=accepted&itemId=${item.id}`}>{item.waiting} 家</Link> : '没有'}
        </Fact>
        <Fact label="时长">{sayLength(item.minutes)}</Fact>
        <Fact label="人数">
          {item.minPeople}–{item.maxPeople} 人
        </Fact>
        <Fact label="方式">{venues[item.venue]}</Fact>
        <Fact label="休息日">{item.restDays ? '也办' : '不办'}</Fact>
        <Fact label="专长">{skills[item.skill]}</Fact>
        <Fact label="拼单">{item.poolKm > 0 ? `${item.poolKm} 公里内` : '不拼'}</Fact>
        <Fact label="办理部门">{departments[item.department]}</Fact>
        <Fact label="工会">{item.unionName}</Fact>
      </dl>
      {item.prepare && (
        <p>
          <span className="second">单位要准备：</span>
          {item.prepare}
        </p>
      )}
      <Button id="edit-item" block size="large" onClick={() => navigate(`/menu-items/${item.id}/edit`)}>
        修改
      </Button>
      <Button id={`${other}-item`} className="act" block danger={other === 'withdraw'} onClick={() => setAct(other)}>
        {acts[other].label}
      </Button>
      {act && <ActOnItem item={item} act={act} close={() => setAct(undefined)} />}
    </aside>
  );
}
