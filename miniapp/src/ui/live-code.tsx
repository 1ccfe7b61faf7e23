import { View } from '@tarojs/components';
import { Offline, sentenceOf } from '../api';
import { Word } from './button';
import { Icon } from './icon';
import { named } from './named';
import { Qr } from './qr';
import { useLiveCode } from './use-live-code';

const PERIOD_SECONDS = 30;

function sayWhy(error: unknown): string {
  if (!error) return '正在取新的码';
  return error instanceof Offline ? '现在没有网络，动态码出不来。连上网会自动出新码。' : sentenceOf(error);
}

interface Props {
  id: string;
  /** What screen readers call it. */
  label: string;
  /** Asks for the code that holds now; asked again each time it ends. */
  load: () => Promise<{ code: string; seconds: number }>;
}

/** A rotating code with the ring that counts it down; without a valid one it says so instead. */
export const LiveCode = ({ id, label, load }: Props) => {
  const { code, left, error, again } = useLiveCode(load);
  const share = Math.min(100, Math.round((left / PERIOD_SECONDS) * 100));
  return (
    <>
      <View className="card-code" id={id}>
        {code ? (
          <Qr text={code} label={label} />
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
      {code && process.env.TARO_ENV === 'h5' && (
        <View className="small gap" id={`${id}-text`} style={{ wordBreak: 'break-all', userSelect: 'text' }}>
          扫不了时，可以复制这串码给店员：{code}
        </View>
      )}
    </>
  );
};
