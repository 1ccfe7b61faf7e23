import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Choices } from '../ui/choices';
import { Page } from '../ui/page';
import { ByDistrict } from './by-district';
import { ByName } from './by-name';

definePageConfig({ navigationBarTitleText: '查找工会' });

const ways = { name: '按名称', district: '按地区', holding: '没有单位：我开车、送货、送外卖' } as const;
type Way = keyof typeof ways;

/** Three ways to a union, so that nobody ends with "not eligible". */
export default function Search() {
  const asked = useRouter().params.way;
  const [way, setWay] = useState<Way>(asked && asked in ways ? (asked as Way) : 'name');
  return (
    <Page title="查找工会">
      <Choices name="way" label="怎么找" from={ways} chosen={way} onChoose={setWay} />
      <View className="gap" />
      {way === 'name' && <ByName onDistrict={() => setWay('district')} onHolding={() => setWay('holding')} />}
      {way === 'district' && <ByDistrict key="district" holding={false} />}
      {way === 'holding' && <ByDistrict key="holding" holding />}
    </Page>
  );
}
