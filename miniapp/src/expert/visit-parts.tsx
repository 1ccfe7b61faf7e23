import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { departments, visitEnds } from '@niangjia/shared/rules/orders';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { sentenceOf } from '../api';
import { personSession } from '../session';
import { Answer, Notice } from '../ui/answer';
import { Word } from '../ui/button';
import { addToCalendar } from '../ui/calendar';
import { Fact, Facts } from '../ui/facts';
import { openMap } from '../ui/map';
import { call } from '../ui/phone';
import { RecordPhotos } from '../ui/record-photos';
import { Row } from '../ui/row';
import { StarsSaid } from '../ui/stars';
import { lookOf, sayVisitTime } from './words';

type Visit = Reply<'GET /own-visits/:id'>;

export const VisitAnswer = ({ visit }: { visit: Visit }) => (
  <Answer {...lookOf(visit, new Date().toISOString())} title={sayVisitTime(visit)}>
    <View>{visit.title}</View>
    <View className="second">
      {visit.placeName}，{visit.people} 人
    </View>
    {visit.state === 'proposed' && !visit.expertAgreed && visit.answerBy && (
      <View className="second">请在 {sayTime(visit.answerBy)} 前答复，过时由办理部门另行安排。</View>
    )}
    {visit.state === 'cancelled' && (
      <View className="second">
        {visit.ending ? visitEnds[visit.ending] : ''}
        {visit.endReason ? `：${visit.endReason}` : ''}
      </View>
    )}
    <View className="small">服务编号 {visit.number}</View>
  </Answer>
);

/** Where it is, what is to be prepared, whom to call. */
export const VisitFacts = ({ visit }: { visit: Visit }) => {
  const [said, setSaid] = useState<string>();
  const { latitude, longitude, placeName, address } = visit;
  const noteOf = (name: string) => visit.notes.find(({ unionName }) => unionName === name)?.notes;
  const add = async () => {
    try {
      const path = `/own-visits/${visit.id}/calendar`;
      setSaid(await addToCalendar({ ...visit, path, session: personSession }));
    } catch (error) {
      setSaid(sentenceOf(error));
    }
  };
  return (
    <>
      <Facts title="去哪里">
        <Fact name="地点">{[placeName, address].filter(Boolean).join('，')}</Fact>
        <Fact name="路程">
          单程 {visit.km.toFixed(1)} 公里，约 {visit.travelMinutes} 分钟
        </Fact>
        {said && <Notice tone="told">{said}</Notice>}
        <View className="words start">
          {latitude !== null && longitude !== null && (
            <Word id="map" icon="place" onTap={() => openMap({ latitude, longitude, placeName, address })}>
              打开地图
            </Word>
          )}
          {(visit.state === 'proposed' || visit.state === 'agreed') && (
            <Word id="calendar" icon="calendar" onTap={add}>
              加到手机日历
            </Word>
          )}
        </View>
      </Facts>
      {visit.contacts.length > 0 && (
        <Facts title="现场联系人">
          {visit.contacts.map(({ unionName, name, phone }) =>
            phone ? (
              <Row
                key={unionName}
                id={`call-${phone}`}
                icon="phone"
                title={`${name}　${phone}`}
                onTap={() => call(phone)}
              >
                {unionName}
              </Row>
            ) : (
              <Fact key={unionName} name={unionName}>
                {name}
              </Fact>
            ),
          )}
          {visit.contacts.every(({ phone }) => phone === null) && (
            <View className="second">电话在双方都同意后显示，到服务后第七天为止。</View>
          )}
        </Facts>
      )}
      <Facts title="准备">
        <Fact name="单位会准备">{visit.prepare || '没有要求'}</Fact>
        {visit.orders.map((order) => (
          <Fact key={order.id} name={order.unionName}>
            <View>
              {order.people} 人{visit.state === 'proposed' && (order.agreed ? '，已同意' : '，还没有答复')}
            </View>
            {noteOf(order.unionName) && <View className="second">{noteOf(order.unionName)}</View>}
          </Fact>
        ))}
        <Fact name="安排">{departments[visit.department]}</Fact>
      </Facts>
    </>
  );
};

/** What was recorded, and what units and workers said of it. */
export const Thanks = ({ visit: { record, ratings, signedIn } }: { visit: Visit }) => {
  if (!record) return null;
  return (
    <>
      <Facts title="评价和感谢">
        {ratings.units.length + ratings.workers === 0 && (
          <View className="second">单位和职工评价后，会显示在这里。</View>
        )}
        {ratings.units.map(({ unionName, stars, words }) => (
          <Fact key={unionName} name={unionName}>
            <StarsSaid stars={stars} />
            {words && <View className="second">{words}</View>}
          </Fact>
        ))}
        {ratings.workersMean !== null && (
          <Fact name="职工评价">
            <StarsSaid stars={ratings.workersMean} count={ratings.workers} />
          </Fact>
        )}
        {ratings.words.map((words, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words of two workers may be the same
          <View className="step-reason" key={nth}>
            {words}
          </View>
        ))}
      </Facts>
      <Facts title="我的记录">
        <Fact name="时长">{record.minutes} 分钟</Fact>
        <Fact name="服务人数">{record.served} 人</Fact>
        <Fact name="签到">{signedIn} 人</Fact>
        <View className="second gap">{record.words}</View>
        <RecordPhotos addresses={record.photoAddresses} />
      </Facts>
    </>
  );
};
