import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { dayParts, departments, menuGroups, orderStates } from '@niangjia/shared/rules/orders';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { sentenceOf, staffApi } from '../api';
import { deskSession } from '../session';
import { Answer, Notice } from '../ui/answer';
import { Word } from '../ui/button';
import { addToCalendar } from '../ui/calendar';
import { CallRow } from '../ui/call-row';
import { Chip } from '../ui/chip';
import { Clock } from '../ui/clock';
import { Fact, Facts } from '../ui/facts';
import { RecordPhotos } from '../ui/record-photos';
import { StarsSaid } from '../ui/stars';
import { useCall } from '../use-call';
import { orderTones } from './menu-words';
import { answerOf, type Order, saySpan } from './order-words';

type Props = { order: Order };

export const OrderAnswer = ({ order }: Props) => {
  const { title, lines } = answerOf(order);
  const { state, dueOn, workingDaysLeft, urgency } = order;
  return (
    <Answer tone={orderTones[state]} word={orderStates[state]} title={title}>
      {lines
        .filter((line) => line !== '')
        .map((line) => (
          <View className="second" key={line}>
            {line}
          </View>
        ))}
      {dueOn && workingDaysLeft !== null && urgency !== 'calm' && (
        <View className="row-clock">
          <Clock dueOn={dueOn} workingDaysLeft={workingDaysLeft} urgency={urgency} />
        </View>
      )}
      <View className="small">
        {order.title}　{order.number}
      </View>
    </Answer>
  );
};

const answers = {
  waiting: { tone: 'waiting', word: '还没有答复' },
  agreed: { tone: 'done', word: '同意' },
  declined: { tone: 'quiet', word: '不拼' },
} as const;

/** With whom it would be shared, and what they say. */
export const PoolPart = ({ order: { pool, unionName, people } }: Props) => {
  if (!pool || pool.state === 'lapsed') return null;
  const all = [{ unionName: `${unionName}（本单位）`, people, answer: pool.own }, ...pool.others];
  return (
    <Facts title="和附近单位拼一次服务">
      <View className="second gap">
        {pool.state === 'proposed'
          ? `地点在${pool.placeName}。同意后一起安排时间；不同意的，照原来的位次排队。答复到 ${sayTime(pool.answerBy)} 为止。`
          : `同意的单位一起安排，地点在${pool.placeName}。`}
      </View>
      {all.map((one) => (
        <Fact key={one.unionName} name={`${one.unionName}，${one.people} 人`}>
          <Chip {...answers[one.answer]} />
        </Fact>
      ))}
    </Facts>
  );
};

/** Photos of the record; their addresses come with the visit and last five minutes. */
const VisitPhotos = ({ visitId }: { visitId: string }) => {
  const { data, error } = useCall(() => staffApi('GET /visits/:id', { params: { id: visitId } }), visitId);
  if (error && !data) return <View className="small">照片暂时打不开。</View>;
  return <RecordPhotos addresses={data?.record?.photoAddresses ?? []} />;
};

/** The visit with its calendar file, and what the expert recorded. */
export const VisitPart = ({ order: { visit, title } }: Props) => {
  const [said, setSaid] = useState<string>();
  if (!visit) return null;
  const { record } = visit;
  const add = async () => {
    try {
      const path = `/visits/${visit.id}/calendar`;
      setSaid(await addToCalendar({ ...visit, path, session: deskSession, title }));
    } catch (error) {
      setSaid(sentenceOf(error));
    }
  };
  return (
    <>
      <Facts title="这次服务">
        <Fact name="时间">{saySpan(visit)}</Fact>
        <Fact name="专家">
          {visit.expertName}，{visit.expertTitle}
        </Fact>
        <Fact name="地点">
          {visit.placeName}，{visit.address}
        </Fact>
        {visit.sharedWith.length > 0 && <Fact name="同场的单位">{visit.sharedWith.join('、')}</Fact>}
        {visit.state !== 'proposed' && <Fact name="已签到">{visit.signedIn} 人</Fact>}
        {said && <Notice tone="told">{said}</Notice>}
        {(visit.state === 'proposed' || visit.state === 'agreed') && (
          <View className="words start">
            <Word id="calendar" icon="calendar" onTap={add}>
              加到手机日历
            </Word>
          </View>
        )}
      </Facts>
      {record && (
        <Facts title="专家的记录">
          <Fact name="时长">{record.minutes} 分钟</Fact>
          <Fact name="服务人数">{record.served} 人</Fact>
          <View className="second gap">{record.words}</View>
          {record.photoIds.length > 0 && <VisitPhotos visitId={visit.id} />}
        </Facts>
      )}
    </>
  );
};

/** What was ordered. */
export const OrderFacts = ({ order }: Props) => (
  <Facts title="点的是什么">
    <Fact name="服务">
      {order.title}（{menuGroups[order.group]}）
    </Fact>
    <Fact name="单位">{order.unionName}</Fact>
    <Fact name="人数">{order.people} 人</Fact>
    <Fact name="地点">
      {order.placeName}，{order.address}
    </Fact>
    <Fact name="希望的时间">
      <View>
        {order.days.map(({ day, part }) => (
          <View key={day + part}>
            {sayDay(day)} {dayParts[part].label}
          </View>
        ))}
      </View>
    </Fact>
    <Fact name="拼单">{order.sharing ? '愿意' : '不拼'}</Fact>
    {order.notes && <Fact name="说明">{order.notes}</Fact>}
    <Fact name="现场联系人">
      {order.contactName} {order.contactPhoneMasked}
    </Fact>
    {order.rating && (
      <Fact name="评价">
        <View>
          <StarsSaid stars={order.rating.stars} />
          {order.rating.words && <View>{order.rating.words}</View>}
        </View>
      </Fact>
    )}
    <CallRow who={`${departments[order.department]}（${order.ownerName}）`} phone={order.askPhone} />
  </Facts>
);
