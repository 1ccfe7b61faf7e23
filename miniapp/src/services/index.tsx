import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { api } from '../api';
import { EventCard } from '../event/event-card';
import { MineNext } from '../event/mine-next';
import { WhoToAsk } from '../event/who-to-ask';
import { inOrder, mayBook } from '../event/words';
import { isSignedIn } from '../session';
import { goSignIn } from '../sign-in';
import { Big, Word } from '../ui/button';
import { Facts } from '../ui/facts';
import { heading } from '../ui/named';
import { Page } from '../ui/page';
import { Row } from '../ui/row';
import { aheadOf, useServerNow } from '../ui/server-clock';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { NotAMember } from '../welfare/joining';
import { Groups } from './groups';

definePageConfig({ navigationBarTitleText: '服务' });

/** Events shown here at most; the rest stands behind them. */
const MOST = 3;

async function load() {
  if (!isSignedIn()) return null;
  const [me, open, mine] = await Promise.all([api('GET /me'), api('GET /open-events', {}), api('GET /bookings/next')]);
  return { me, ...open, more: open.next !== null, ...mine, ahead: aheadOf(mine.now) };
}

const SignedOut = ({ onSignIn }: { onSignIn: () => unknown }) => (
  <View className="panel">
    <View className="lead">体检、咨询、讲座，在这里约</View>
    <View className="second gap">选好场次就有名额，满了可以候补，轮到您会发消息。会员都能约，不收费。</View>
    <Big id="sign-in" onTap={onSignIn}>
      登录看我能约什么
    </Big>
  </View>
);

/** What is mine next, what I can book now, then the six groups of a workers' service centre. */
export default function Services() {
  const { data, error, again } = useCall(load);
  const now = useServerNow(data?.ahead ?? 0, Boolean(data?.offer));
  const events = inOrder(data?.items ?? [], now);
  const open = events.filter((event) => mayBook(event, now));

  const top = () => {
    if (data === undefined) return error ? <Failed error={error} again={again} /> : <Skeleton rows={2} />;
    if (data === null) return <SignedOut onSignIn={() => goSignIn().then(again, again)} />;
    return (
      <>
        <MineNext next={data.next} offer={data.offer} now={now} />
        {!data.me.membership && <NotAMember application={data.me.application} />}
        {open.length > 0 && (
          <View className="panel-title" {...heading(2)}>
            现在可以约
          </View>
        )}
        {open.slice(0, MOST).map((event) => (
          <EventCard key={event.id} event={event} now={now} />
        ))}
        {(events.length > Math.min(open.length, MOST) || data.more) && (
          <View className="words gap">
            <Word id="all-events" icon="list" onTap={() => Taro.navigateTo({ url: '/event/list' })}>
              看全部活动
            </Word>
          </View>
        )}
      </>
    );
  };
  return (
    <Page title="服务" tab="services/index">
      {top()}
      {data !== undefined && (
        <>
          <Groups open={(group) => open.filter((event) => event.group === group).length} />
          {data && (
            <Facts>
              <Row
                id="attendance"
                icon="scan"
                title="扫码签到"
                onTap={() => Taro.navigateTo({ url: '/event/attendance' })}
              >
                专家上门服务时，扫现场的签到码
              </Row>
              <Row id="my-bookings" icon="list" title="我的预约" onTap={() => Taro.navigateTo({ url: '/event/mine' })}>
                要去的、候补的、过去的
              </Row>
            </Facts>
          )}
          <WhoToAsk />
        </>
      )}
    </Page>
  );
}
