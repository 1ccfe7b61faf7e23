import type { Reply } from '@niangjia/shared/contract/index';
import { sayDay } from '@niangjia/shared/rules/days';
import { occupations } from '@niangjia/shared/rules/membership';
import { View } from '@tarojs/components';
import { Clock } from '../ui/clock';
import { Icon } from '../ui/icon';
import { tappable } from '../ui/named';

type Props = Reply<'GET /applications'>['items'][number] & { onTap: () => unknown };

/** One application that waits: who, where, and its clock. */
export const QueueRow = ({
  id,
  nameMasked,
  occupation,
  unionName,
  codeLabel,
  dueOn,
  workingDaysLeft,
  urgency,
  onTap,
}: Props) => (
  <View id={`application-${id}`} className="panel row" {...tappable()} onClick={() => void onTap()}>
    <View className="row-body">
      <View>
        {nameMasked} · {occupations[occupation]}
      </View>
      <View className="second">{unionName}</View>
      {codeLabel && <View className="small">来自“{codeLabel}”</View>}
      <View className="row-clock">
        <Clock dueOn={dueOn} workingDaysLeft={workingDaysLeft} urgency={urgency} />
        <View className="small">最晚 {sayDay(dueOn)}</View>
      </View>
    </View>
    <Icon name="next" />
  </View>
);
