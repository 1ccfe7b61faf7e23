import { sayTime } from '@niangjia/shared/rules/days';
import { Text, View } from '@tarojs/components';
import { Fact, Facts } from '../ui/facts';
import type { Offer } from './offer-words';

const server = () => (process.env.TARO_ENV === 'weapp' ? API_BASE : window.location.origin);

/** How a draw can be checked by anybody: the number one stands under, what was fixed beforehand, where to draw again. */
export const Fairness = ({ offer }: { offer: Offer }) => {
  const { way, commitment, beacon, drawnAt, favourNew, entries, id } = offer;
  if (way !== 'lottery') return null;
  const numbers = entries.filter(({ kind, state }) => kind === 'draw' && state !== 'left').map(({ number }) => number);
  return (
    <Facts title="怎么保证公平">
      {numbers.length > 0 && <Fact name="您的抽签号">{numbers.join('、')}</Fact>}
      <View className="second gap">
        抽签用的随机数在发布活动时就定好了，并公开了它的指纹（下面这串字），谁也改不了
        {beacon ? `；抽签时再加上一个事先约定、谁都能查到的数：${beacon}` : ''}。
        {favourNew ? '还没有领过的会员排在前面。' : '每个号机会一样。'}
      </View>
      {commitment && (
        <Text userSelect className="small mark" id="commitment">
          {commitment}
        </Text>
      )}
      {drawnAt ? (
        <>
          <View className="second gap">
            {sayTime(drawnAt)} 已抽签。全部抽签号和随机数都公开，里面没有姓名，照着说明可以自己重算：
          </View>
          <Text userSelect className="small mark" id="draw-data">
            {`${server()}/api/campaigns/${id}/draw`}
          </Text>
        </>
      ) : (
        <View className="second gap">抽签后，全部抽签号和随机数会公开在这里，谁都可以照着重算。</View>
      )}
    </Facts>
  );
};
