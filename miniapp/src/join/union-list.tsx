import type { Reply } from '@niangjia/shared/contract/index';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Row } from '../ui/row';

type Props = Reply<'GET /unions'>;

/** Unions found; each leads to what it offers. */
export const UnionList = ({ items, total }: Props) => (
  <View className="panel">
    {items.map((union) => (
      <Row
        key={union.id}
        id={`union-${union.id}`}
        icon="union"
        title={union.name}
        onTap={() => Taro.navigateTo({ url: `/join/union?unionId=${union.id}` })}
      >
        {union.districtName}
        {union.holding ? ' · 没有单位的可加入' : ''}
      </Row>
    ))}
    {total > items.length && (
      <View className="small">
        共 {total} 家，这里是前 {items.length} 家。写得更全一些，结果会更准。
      </View>
    )}
  </View>
);
