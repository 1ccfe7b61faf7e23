import type { Reply } from '@niangjia/shared/contract/index';
import { sayDay } from '@niangjia/shared/rules/days';
import { applicationStates, occupations } from '@niangjia/shared/rules/membership';
import { View } from '@tarojs/components';
import { stateTones } from '../join/look';
import { Chip } from '../ui/chip';
import { Clock } from '../ui/clock';
import { Icon } from '../ui/icon';
import { tappable } from '../ui/named';

type Props = Reply<'GET /applications'>['items'][number] & { onTap: () => unknown };

/** One application that waits: who, where, and its clock. */
export const QueueRow = ({
  id,
  state,
  nameMasked,
  occupation,
  unionName,
  codeLabel,
  dueOn,
  workingDaysLeft,
  urgency,
  risen,
  filed,
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
        {state === 'submitted' ? (
          <>
            <Clock dueOn={dueOn} workingDaysLeft={workingDaysLeft} urgency={urgency} />
            <View className="small">最晚 {sayDay(dueOn)}</View>
          </>
        ) : (
          <Chip tone={stateTones[state]} word={applicationStates[state]} />
        )}
        {risen && <Chip tone="told" icon="union" word="下级转来" />}
        {filed && <Chip tone="quiet" icon="edit" word="代办" />}
      </View>
    </View>
    <Icon name="next" />
  </View>
);
