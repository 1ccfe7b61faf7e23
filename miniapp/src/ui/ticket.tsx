import { sayDay } from '@niangjia/shared/rules/days';
import { sayYuan, type Worth } from '@niangjia/shared/rules/vouchers';
import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon } from './icon';
import { tappable, ticked } from './named';

interface Props {
  id?: string;
  worth: Worth;
  title: string;
  /** Whose it is, or where it is used. */
  place: string;
  /** Last Shanghai day of use. */
  useUntil: string;
  /** Not worth anything any more. */
  gone?: boolean;
  /** One of several of which one is chosen. */
  chosen?: boolean | undefined;
  onTap?: (() => unknown) | undefined;
  children?: ReactNode;
}

/** What stands large on the left, and the condition under it. */
const sayValue = ({ worth, minSpendFen, offFen, listFen }: Worth) =>
  worth === 'price'
    ? { above: '您付', yuan: sayYuan(listFen - offFen), under: `原价 ${sayYuan(listFen)} 元` }
    : { above: '可省', yuan: sayYuan(offFen), under: minSpendFen > 0 ? `满 ${sayYuan(minSpendFen)} 可用` : '无门槛' };

/** A voucher: the value left; name, place and last day right. */
export const Ticket = ({ id, worth, title, place, useUntil, gone, chosen, onTap, children }: Props) => {
  const { above, yuan, under } = sayValue(worth);
  const look = ['ticket', gone && 'gone', chosen && 'on', onTap && 'tap'].filter(Boolean).join(' ');
  const acts = chosen === undefined ? tappable() : ticked('radio', chosen);
  return (
    <View className={look} {...(id ? { id } : {})} {...(onTap ? { ...acts, onClick: () => void onTap() } : {})}>
      <View className="ticket-worth">
        <View className="small">{above}</View>
        <View>
          <Text className="ticket-yuan">{yuan}</Text>
          <Text> 元</Text>
        </View>
        <View className="small">{under}</View>
      </View>
      <View className="ticket-body">
        <View className="strong">{title}</View>
        <View className="small">{place}</View>
        <View className="small">最后一天 {sayDay(useUntil)}</View>
        {children}
      </View>
      {onTap && chosen !== false && <Icon name={chosen ? 'done' : 'next'} />}
    </View>
  );
};
