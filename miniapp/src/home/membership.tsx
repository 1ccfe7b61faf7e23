import { sayDay } from '@niangjia/shared/rules/days';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Answer } from '../ui/answer';
import { Big } from '../ui/button';
import { Fact, Facts } from '../ui/facts';

interface Props {
  name: string | null;
  number: string;
  unionName: string;
  joinedOn: string;
}

/** A member's home: the card first, then the union. */
export const Membership = ({ name, number, unionName, joinedOn }: Props) => (
  <>
    <Answer tone="done" word="会员" title={name ? `${name}，您好` : '您好'}>
      <View className="second gap">现在没有等您办的事。</View>
      <Big id="card" icon="card" onTap={() => Taro.navigateTo({ url: '/card/index' })}>
        会员卡
      </Big>
    </Answer>
    <Facts title="我的工会">
      <Fact name="工会">{unionName}</Fact>
      <Fact name="会员编号">{number}</Fact>
      <Fact name="入会日期">
        {joinedOn.slice(0, 4)}年{sayDay(joinedOn)}
      </Fact>
    </Facts>
  </>
);
