import { Refused } from '@niangjia/shared/client';
import { sayDay } from '@niangjia/shared/rules/days';
import { membershipStates } from '@niangjia/shared/rules/members';
import { occupations } from '@niangjia/shared/rules/membership';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { api } from '../api';
import { useBrightScreen } from '../ui/bright';
import { Big } from '../ui/button';
import { Chip } from '../ui/chip';
import { Fact, Facts } from '../ui/facts';
import { LiveCode } from '../ui/live-code';
import { Page } from '../ui/page';
import { Empty, Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';

definePageConfig({ navigationBarTitleText: '会员卡' });

/** The member's card: name and union to read, the code to be scanned. */
export default function Card() {
  useBrightScreen();
  const { data, error, again } = useCall(() => api('GET /card'));
  const show = () => {
    if (error instanceof Refused && error.code === 'NOT_A_MEMBER')
      return (
        <Empty icon="card" title="入会通过后，这里是您的会员卡。">
          <Big id="search" onTap={() => Taro.redirectTo({ url: '/join/search' })}>
            查找工会
          </Big>
        </Empty>
      );
    if (!data) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    return (
      <>
        <View className="card">
          <View className="answer-title">{data.name}</View>
          <View>{data.unionName}</View>
          {data.state === 'retained' && (
            <View className="gap">
              <Chip tone="quiet" word={`${membershipStates.retained}：单位待遇暂停`} />
            </View>
          )}
          <LiveCode id="card-code" label="会员卡动态码" load={() => api('GET /card/code')} />
          <View className="second">会员编号</View>
          <View id="card-number">{data.number}</View>
        </View>
        <View className="gap" />
        <Facts>
          <Fact name="入会日期">
            {data.joinedOn.slice(0, 4)}年{sayDay(data.joinedOn)}
          </Fact>
          <Fact name="工种">{occupations[data.occupation]}</Fact>
        </Facts>
      </>
    );
  };
  return <Page title="会员卡">{show()}</Page>;
}
