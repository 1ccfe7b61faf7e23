import { View } from '@tarojs/components';
import { useState } from 'react';
import { signOut } from '../sign-in';
import { Big } from '../ui/button';
import { Sheet } from '../ui/sheet';

/** Says what goes with signing out. */
export const SignOutSheet = ({ onClose }: { onClose: () => void }) => {
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    await signOut();
    onClose();
  };
  return (
    <Sheet title="退出登录？" onClose={onClose}>
      <View className="second gap">这部手机上没提交的入会申请会一并清除，工作台也会退出。</View>
      <Big id="confirm-sign-out" busy={busy} onTap={leave}>
        退出
      </Big>
    </Sheet>
  );
};
