import { View } from '@tarojs/components';
import { useState } from 'react';
import { api, sentenceOf } from '../api';
import { Notice } from '../ui/answer';
import { Big } from '../ui/button';
import { Sheet } from '../ui/sheet';

/** Asks once more before an application is taken back. */
export const RecallSheet = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const recall = async () => {
    setBusy(true);
    try {
      await api('POST /applications/:id/recall', { params: { id } });
      onClose();
    } catch (error) {
      setFailure(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <Sheet title="撤回这份申请？" onClose={onClose}>
      <View className="second gap">撤回后工会不再审核，您可以随时重新申请。</View>
      {failure && <Notice tone="needs">{failure}</Notice>}
      <Big id="confirm-recall" busy={busy} onTap={recall}>
        撤回
      </Big>
    </Sheet>
  );
};
