/** One item of the menu as who orders has to know it. */
import type { Reply } from '@niangjia/shared/contract/index';
import { sayDay } from '@niangjia/shared/rules/days';
import { departments, venues } from '@niangjia/shared/rules/orders';
import { Fact } from '../ui/fact';
import { sayLength } from './say';

export type Item = Reply<'GET /menu'>['items'][number];

export function ItemFacts({ item }: { item: Item }) {
  return (
    <div className="item-facts">
      <h2>{item.title}</h2>
      <p>{item.words}</p>
      <dl className="facts">
        <Fact label="最早能排到">
          <span id="next-free">{item.nextFreeOn ? sayDay(item.nextFreeOn) : '120 天内没有空'}</span>
        </Fact>
        <Fact label="排队">{item.waiting > 0 ? `${item.waiting} 家在等` : '没有人在等'}</Fact>
        <Fact label="时长">{sayLength(item.minutes)}</Fact>
        <Fact label="人数">
          {item.minPeople}–{item.maxPeople} 人
        </Fact>
        <Fact label="方式">{venues[item.venue]}</Fact>
        <Fact label="办理部门">{departments[item.department]}</Fact>
        <Fact label="评价">{item.stars === null ? '还没有' : `${item.stars} 星（${item.ratings} 次）`}</Fact>
        <Fact label="拼单">{item.poolKm > 0 ? `${item.poolKm} 公里内可以` : '不拼单'}</Fact>
      </dl>
      <p>
        <span className="second">单位要准备：</span>
        {item.prepare}
      </p>
    </div>
  );
}
