import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { api, sentenceOf } from '../api';
import { Notice } from '../ui/answer';
import { Qr } from '../ui/qr';
import { Row } from '../ui/row';
import { Sheet } from '../ui/sheet';
import type { Shop } from './shops';

interface Props {
  voucherId: string;
  shops: readonly Shop[];
  onClose: () => unknown;
}

/** A code for one shop whose network is down: good there and today. */
export const OfflineSheet = ({ voucherId, shops, onClose }: Props) => {
  const [got, setGot] = useState<Reply<'POST /vouchers/:id/offline-code'> & { shop: Shop }>();
  const [failure, setFailure] = useState<string>();
  const ask = async (shop: Shop) => {
    setFailure(undefined);
    try {
      const code = await api('POST /vouchers/:id/offline-code', {
        params: { id: voucherId },
        body: { shopId: shop.id },
      });
      setGot({ ...code, shop });
    } catch (error) {
      setFailure(sentenceOf(error));
    }
  };
  if (got)
    return (
      <Sheet title="离线码" onClose={onClose}>
        <View className="card">
          <View className="card-code" id="offline-code">
            <Qr text={got.code} label="离线码" />
          </View>
          <View>只能在{got.shop.name}用</View>
          <View className="second">{sayTime(got.until)} 前有效。请店员用“离线核销”扫。</View>
        </View>
      </Sheet>
    );
  return (
    <Sheet title="门店没有网络" onClose={onClose}>
      <View className="second gap">选您所在的门店，取一个离线码。离线码只在这家店、今天有效。</View>
      {failure && <Notice tone="needs">{failure}</Notice>}
      {shops.map((shop) => (
        <Row key={shop.id} id={`offline-${shop.id}`} icon="place" title={shop.name} onTap={() => ask(shop)}>
          {shop.address}
        </Row>
      ))}
    </Sheet>
  );
};
