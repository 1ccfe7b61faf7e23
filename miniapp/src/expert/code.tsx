import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { Offline, sentenceOf } from '../api';
import { useBrightScreen } from '../ui/bright';
import { Word } from '../ui/button';
import { Icon } from '../ui/icon';
import { named } from '../ui/named';
import { Page } from '../ui/page';
import { Qr } from '../ui/qr';
import { useSignInCode } from './use-sign-in-code';

definePageConfig({ navigationBarTitleText: '签到码' });

function sayWhy(error: unknown): string {
  if (!error) return '正在取签到码';
  return error instanceof Offline ? '现在没有网络，签到码出不来。连上网会自动出新码。' : sentenceOf(error);
}

/** Held up at the visit: who is present scans it. */
export default function SignInCode() {
  const { id = '' } = useRouter().params;
  const { code, signedIn, error, again } = useSignInCode(id);
  useBrightScreen(code !== undefined);
  return (
    <Page title="签到码">
      <View className="card">
        <View className="lead">请用“娘家”扫码签到</View>
        <View className="card-code" id="sign-in-code">
          {code ? (
            <Qr text={code.text} label="签到码" />
          ) : (
            <View className="card-gone" {...named('status')}>
              <Icon name={error ? 'offline' : 'waiting'} />
              <View>{sayWhy(error)}</View>
              {error !== undefined && <Word onTap={again}>再试一次</Word>}
            </View>
          )}
        </View>
        {signedIn !== undefined && (
          <View className="code-count" id="signed-in" {...named('status')}>
            已签到 {signedIn} 人
          </View>
        )}
        <View className="second">我的 → 上门服务签到 → 扫码。码每 5 分钟换一次。</View>
        {code && process.env.TARO_ENV === 'h5' && (
          <View className="small gap" id="code-text" style={{ wordBreak: 'break-all', userSelect: 'text' }}>
            扫不了时，可以把这串码告诉职工：{code.text}
          </View>
        )}
      </View>
    </Page>
  );
}
