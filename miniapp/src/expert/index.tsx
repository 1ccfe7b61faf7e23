import { addDays, dayOf, sayDay } from '@niangjia/shared/rules/days';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { api, mustSignIn } from '../api';
import { isSignedIn } from '../session';
import { goSignIn } from '../sign-in';
import { Answer } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Facts } from '../ui/facts';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { mondayOf, Weeks } from '../ui/weeks';
import { useCall } from '../use-call';
import { ProblemsRow } from './problems-row';
import { Route } from './route';
import { VisitRow } from './visit-row';
import { markOf, sayVisitTime, sortVisits } from './words';

definePageConfig({ navigationBarTitleText: '专家工作台' });

/** Days before today that are looked at for a missing record, and days ahead: together at most 42. */
const BEFORE = 13;
const AHEAD = 28;

async function load() {
  if (!isSignedIn()) return { signedIn: false, own: null, visits: [], leaves: [] };
  const own = await api('GET /own-expert');
  if (!own.expert) return { signedIn: true, own, visits: [], leaves: [] };
  const today = dayOf(new Date());
  const query = { from: addDays(today, -BEFORE), until: addDays(today, AHEAD) };
  const [visits, leaves] = await Promise.all([api('GET /own-visits', { query }), api('GET /own-leaves')]);
  return { signedIn: true, own, visits: visits.items, leaves: leaves.items };
}

const NotAnExpert = ({ signedIn, again }: { signedIn: boolean; again: () => unknown }) => (
  <>
    <Answer
      tone="quiet"
      word="不是专家"
      title={signedIn ? '您的手机号还没有登记为专家' : '登录后，才知道您是不是登记的专家'}
    >
      <View className="second">请邀请您的工会登记姓名和手机号。登记以后，用这个手机号登录，再打开这一页。</View>
    </Answer>
    {!signedIn && (
      <Big id="sign-in" onTap={() => goSignIn().then(again, again)}>
        登录
      </Big>
    )}
  </>
);

/** The expert's desk: what waits for an answer, the way of today, the weeks that come. */
export default function ExpertDesk() {
  const { data, error, again } = useCall(load);
  const today = dayOf(new Date());
  const [day, setDay] = useState(today);
  const show = () => {
    if (!data || mustSignIn(error)) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    const { own, visits, leaves } = data;
    if (!own?.expert) return <NotAnExpert signedIn={data.signedIn} again={again} />;
    const { toAnswer, toRecord, today: route, on } = sortVisits(visits, new Date().toISOString());
    const waiting = toAnswer.length + toRecord.length;
    const [next] = visits.filter(({ state, endAt }) => state === 'agreed' && endAt > new Date().toISOString());
    return (
      <>
        <Answer
          tone={waiting ? 'waiting' : 'done'}
          word={waiting ? '等您办' : '都办完了'}
          title={waiting ? `${own.expert.name}，有 ${waiting} 件等您办` : `${own.expert.name}，现在没有等您办的`}
        >
          {next && (
            <View className="second">
              下一次：{sayVisitTime(next)}，{next.placeName}
            </View>
          )}
        </Answer>
        {toAnswer.length > 0 && (
          <Facts title="等您答复">
            {toAnswer.map((visit) => (
              <VisitRow key={visit.id} visit={visit} />
            ))}
          </Facts>
        )}
        {toRecord.length > 0 && (
          <Facts title="等您记录">
            {toRecord.map((visit) => (
              <VisitRow key={visit.id} visit={visit} />
            ))}
          </Facts>
        )}
        <Route visits={route} base={own.expert.placeName} />
        <ProblemsRow />
        <Facts title="日历">
          <Weeks
            label="接下来四周"
            from={mondayOf(today)}
            weeks={4}
            today={today}
            look={(one) => ({ on: one === day, mark: markOf(visits, leaves, one) })}
            onTap={setDay}
          />
          <View className="second" id="chosen-day">
            {sayDay(day)}：{on(day).length ? `${on(day).length} 次服务` : (markOf([], leaves, day) ?? '没有安排')}
          </View>
          {on(day).map((visit) => (
            <VisitRow key={visit.id} visit={visit} day name="on-day" />
          ))}
          <View className="words start">
            <Word id="leave" icon="edit" onTap={() => Taro.navigateTo({ url: '/expert/leave' })}>
              请假
            </Word>
          </View>
        </Facts>
      </>
    );
  };
  return <Page title="专家工作台">{show()}</Page>;
}
