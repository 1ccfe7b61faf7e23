import { View } from '@tarojs/components';
import { api } from '../api';
import { countWaiting } from '../cashier/queues';
import { personSession } from '../session';
import { signOut } from '../sign-in';
import { SureSheet } from '../ui/sure-sheet';

interface Props {
  /** Also on all other phones and browsers. */
  everywhere: boolean;
  onClose: () => void;
}

/** Says what goes with signing out. */
export const SignOutSheet = ({ everywhere, onClose }: Props) => (
  <SureSheet
    title={everywhere ? '退出所有设备？' : '退出登录？'}
    word={everywhere ? '全部退出' : '退出'}
    act={async () => {
      if (everywhere) {
        await api('POST /sessions/end-all');
        personSession.forget();
      }
      await signOut();
    }}
    onClose={onClose}
  >
    {everywhere && <View className="gap">您在其他手机和浏览器上的登录立即失效，要重新登录。</View>}
    {countWaiting() > 0 && (
      <View className="gap">
        有 {countWaiting()} 笔离线核销还没上传，会留在这部手机上。请用同一个手机号再登录，上传完再换手机。
      </View>
    )}
    <View className="second gap">这部手机上没提交的入会申请会一并清除，工作台也会退出。</View>
  </SureSheet>
);
