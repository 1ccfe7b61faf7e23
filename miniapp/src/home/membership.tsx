import { sayDay } from '@niangjia/shared/rules/days';
import { type MembershipState, membershipStates } from '@niangjia/shared/rules/members';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { ReactNode } from 'react';
import { Answer } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Fact, Facts } from '../ui/facts';

interface Props {
  name: string | null;
  number: string;
  unionName: string;
  joinedOn: string;
  state: MembershipState;
  /** What stands above: what is on its way, or only what was not read yet. */
  above: 'underway' | 'unread' | null;
  /** What can be got now. */
  children: ReactNode;
}

const sayAbove = (above: Props['above']): string => {
  if (above === 'underway') return '正在办的事看上面。';
  return above === 'unread' ? '现在没有等您办的事，有消息没看。' : '现在没有等您办的事。';
};

/** A member's home: the card first, then what can be got, then the union. */
export const Membership = ({ name, number, unionName, joinedOn, state, above, children }: Props) => (
  <>
    <Answer
      tone={state === 'retained' ? 'waiting' : 'done'}
      word={state === 'retained' ? membershipStates.retained : '会员'}
      title={name ? `${name}，您好` : '您好'}
    >
      {state === 'retained' ? (
        <>
          <View className="second">会籍保留着，不用交会费，单位的会员待遇暂停。</View>
          <View className="words start">
            <Word id="return" onTap={() => Taro.navigateTo({ url: '/request/ask?kind=return' })}>
              重新上班了，申请恢复
            </Word>
          </View>
        </>
      ) : (
        <View className="second gap">{sayAbove(above)}</View>
      )}
      <Big id="card" icon="card" onTap={() => Taro.navigateTo({ url: '/card/index' })}>
        会员卡
      </Big>
    </Answer>
    {children}
    <Facts title="我的工会">
      <Fact name="工会">{unionName}</Fact>
      <Fact name="会员编号">{number}</Fact>
      <Fact name="入会日期">
        {joinedOn.slice(0, 4)}年{sayDay(joinedOn)}
      </Fact>
    </Facts>
  </>
);
