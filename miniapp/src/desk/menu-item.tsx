import { departments, menuGroups, venues } from '@niangjia/shared/rules/orders';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { mustSignIn, staffApi } from '../api';
import { Answer } from '../ui/answer';
import { Big } from '../ui/button';
import { CallRow } from '../ui/call-row';
import { Fact, Facts } from '../ui/facts';
import { Page } from '../ui/page';
import { StarsSaid } from '../ui/stars';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { goDeskSignIn } from './go';
import { sayFree, sayLength, sayWaiting } from './menu-words';

definePageConfig({ navigationBarTitleText: '服务项目' });

/** One service: when it can be had, what it is, what the unit prepares. */
export default function MenuItem() {
  const { id = '' } = useRouter().params;
  const { data, error, again } = useCall(async () => {
    const [item, { may }] = await Promise.all([
      staffApi('GET /menu/:id', { params: { id } }),
      staffApi('GET /staff/me'),
    ]);
    return { item, mayPlace: may.includes('orders.place') };
  }, id);
  const show = () => {
    if (!data || mustSignIn(error))
      return error ? <Failed error={error} again={again} signIn={goDeskSignIn} /> : <Skeleton />;
    const { item } = data;
    return (
      <>
        <Answer tone={item.nextFreeOn ? 'told' : 'waiting'} word={menuGroups[item.group]} title={item.title}>
          <View className="strong">{sayFree(item)}</View>
          <View className="second">{sayWaiting(item)}；这个日子按排队的家数和专家的空闲时间算出。</View>
        </Answer>
        <View className="panel">{item.words}</View>
        <Facts title="怎么办">
          <Fact name="时长">{sayLength(item.minutes)}</Fact>
          <Fact name="人数">
            {item.minPeople}–{item.maxPeople} 人
          </Fact>
          <Fact name="在哪里">{venues[item.venue]}</Fact>
          <Fact name="单位要准备">{item.prepare || '不用准备'}</Fact>
          <Fact name="什么时候">{item.restDays ? '工作日和休息日' : '工作日'}</Fact>
          {item.poolKm > 0 && <Fact name="人少可以拼单">{item.poolKm} 公里内的单位</Fact>}
          <Fact name="办理部门">
            {departments[item.department]}（{item.unionName}）
          </Fact>
          {item.stars !== null && (
            <Fact name="单位评价">
              <StarsSaid stars={item.stars} count={item.ratings} />
            </Fact>
          )}
          <CallRow who={item.unionName} phone={item.askPhone} />
        </Facts>
      </>
    );
  };
  return (
    <Page
      title="服务项目"
      bar={
        data?.mayPlace &&
        data.item.state === 'offered' && (
          <Big id="place" onTap={() => Taro.navigateTo({ url: `/desk/order-form?itemId=${id}` })}>
            替单位点这一项
          </Big>
        )
      }
    >
      {show()}
    </Page>
  );
}
