/** What a unit ordered, the visit that it got, and what happened so far. */
import { sayTime } from '@niangjia/shared/rules/days';
import { menuGroups } from '@niangjia/shared/rules/orders';
import { Timeline } from 'antd';
import { Link } from 'react-router';
import { Fact, Facts } from '../ui/fact';
import { VisitChip } from './chip';
import { saySpan, sayWished } from './say';
import type { Order } from './use-order';

export function OrderFacts({ order }: { order: Order }) {
  const waits = order.state === 'submitted' || order.state === 'accepted';
  return (
    <Facts title="单位要的服务">
      <Fact label="单位">{order.unionName}</Fact>
      <Fact label="人数">
        {order.people} 人{waits && order.neverServed && '，这个单位还没有办过服务'}
      </Fact>
      <Fact label="类别">
        {menuGroups[order.group]}
        {order.itemId === null && '，菜单上没有'}
      </Fact>
      <Fact label="提出时间">{sayTime(order.queuedAt)}</Fact>
      <Fact label="地点">
        {order.placeName}
        <br />
        <span className="second">
          {order.address}
          {order.latitude === null && '（还没有标在地图上，路程无法计算）'}
        </span>
      </Fact>
      <Fact label="希望的时间">
        {order.days.map((wish) => (
          <div key={`${wish.day} ${wish.part}`}>{sayWished(wish)}</div>
        ))}
      </Fact>
      <Fact label="联系人">
        {order.contactName}，{order.contactPhoneMasked}
      </Fact>
      <Fact label="拼单">{order.sharing ? '愿意和附近单位一起' : '单独办'}</Fact>
      {order.notes && <Fact label="说明">{order.notes}</Fact>}
      {order.rating && (
        <Fact label="单位的评价">
          {order.rating.stars} 星{order.rating.words && `：${order.rating.words}`}
        </Fact>
      )}
      {order.mergedInto && (
        <Fact label="已合并">
          <Link to={`/orders/${order.mergedInto}`}>看合并后的单子</Link>
        </Fact>
      )}
    </Facts>
  );
}

type Visit = NonNullable<Order['visit']>;

const agreedWords = (agreed: boolean): string => (agreed ? '已同意' : '还没答复');

export function OrderVisit({ visit }: { visit: Visit }) {
  return (
    <Facts title="安排的服务" beside={<VisitChip state={visit.state} />}>
      <Fact label="时间">{saySpan(visit.startAt, visit.endAt)}</Fact>
      <Fact label="专家">
        {visit.expertName}，{visit.expertTitle}
      </Fact>
      <Fact label="地点">
        {visit.placeName}
        <br />
        <span className="second">{visit.address}</span>
      </Fact>
      <Fact label="答复">
        专家{agreedWords(visit.expertAgreed)}，单位{agreedWords(visit.unitAgreed)}
        {visit.state === 'proposed' && visit.answerBy && (
          <>
            <br />
            <span className="second">{sayTime(visit.answerBy)} 前没有答复，时间让给下一家</span>
          </>
        )}
      </Fact>
      {visit.sharedWith.length > 0 && <Fact label="一起的单位">{visit.sharedWith.join('、')}</Fact>}
      <Fact label="签到">{visit.signedIn} 人</Fact>
      {visit.record && (
        <Fact label="服务记录">
          {visit.record.minutes} 分钟，服务 {visit.record.served} 人
          <br />
          {visit.record.words}
        </Fact>
      )}
      <Fact label="编号">
        <Link id="to-visit" to={`/visits/${visit.id}`}>
          {visit.number}
        </Link>
      </Fact>
    </Facts>
  );
}

export function OrderSteps({ steps }: { steps: Order['steps'] }) {
  return (
    <section className="panel">
      <h2>办理经过</h2>
      <Timeline
        items={steps.map((step) => ({
          color: 'gray',
          content: (
            <>
              <div className="step">
                <strong>{step.what}</strong>
                <span>{step.who}</span>
                <time dateTime={step.at}>{sayTime(step.at)}</time>
              </div>
              {step.words && <p className="step-reason">{step.words}</p>}
            </>
          ),
        }))}
      />
    </section>
  );
}
