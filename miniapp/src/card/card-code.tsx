import { View } from '@tarojs/components';
import { Offline, sentenceOf } from '../api';
import { Word } from '../ui/button';
import { Icon } from '../ui/icon';
import { named } from '../ui/named';
import { Qr } from '../ui/qr';
import { useCardCode } from './use-card-code';

const PERIOD_SECONDS = 30;

function sayWhy(error: unknown): string {
  if (!error) return '正在取新的码';
  return error instanceof Offline ? '现在没有网络，动态码出不来。连上网会自动出新码。' : sentenceOf(error);
}

/** The rotating code with the ring that counts it down; without a valid one it says so instead. */
export const CardCode = () => {
  const { code, left, error, again } = useCardCode();
  const share = Math.min(100, Math.round((left / PERIOD_SECONDS) * 100));
  return (
    <>
      <View className="card-code" id="card-code">
        {code ? (
          <Qr text={code} label="会员卡动态码" />
        ) : (
          <View className="card-gone" {...named('status')}>
            <Icon name={error ? 'offline' : 'waiting'} />
            <View>{sayWhy(error)}</View>
            {error !== undefined && <Word onTap={again}>再试一次</Word>}
          </View>
        )}
      </View>
      {code && (
        <View className="ring-row">
          <View className="ring" style={{ background: `conic-gradient(#c8161d ${share}%, #e6e8eb 0)` }}>
            <View className="ring-hole">{left}</View>
          </View>
          <View className="second">秒后自动换新码，截屏无效</View>
        </View>
      )}
    </>
  );
};
