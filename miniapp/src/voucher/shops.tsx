import type { Reply } from '@niangjia/shared/contract/index';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Word } from '../ui/button';
import { Facts } from '../ui/facts';

export type Shop = Reply<'GET /vouchers/:id'>['shops'][number];

const FIRST = 5;

/** Where it is used; the rest behind a tap when there are many. */
export const Shops = ({ shops }: { shops: readonly Shop[] }) => {
  const [all, setAll] = useState(false);
  return (
    <Facts title="在哪里用">
      {shops.length === 0 && <View className="second">可用门店由工会另行通知。</View>}
      {(all ? shops : shops.slice(0, FIRST)).map(({ id, name, merchantName, address }) => (
        <View className="row" key={id}>
          <View className="row-body">
            <View>
              {merchantName}　{name}
            </View>
            <View className="second">{address}</View>
          </View>
        </View>
      ))}
      {!all && shops.length > FIRST && (
        <Word id="all-shops" onTap={() => setAll(true)}>
          看全部 {shops.length} 家
        </Word>
      )}
    </Facts>
  );
};
