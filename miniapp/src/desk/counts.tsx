import type { Urgency } from '@niangjia/shared/rules/membership';
import { View } from '@tarojs/components';
import { tappable } from '../ui/named';
import { urgencies } from './go';

interface Props {
  counts: Record<Urgency, number>;
  chosen: Urgency | null;
  onChoose: (urgency: Urgency | null) => void;
}

const tones = { overdue: 'needs', due: 'waiting', calm: 'told' } as const;

/** Three numbers that filter the list; the chosen one again shows all. */
export const Counts = ({ counts, chosen, onChoose }: Props) => (
  <View className="counts">
    {(Object.keys(urgencies) as Urgency[]).map((urgency) => (
      <View
        key={urgency}
        id={`count-${urgency}`}
        className={`count ${tones[urgency]}${chosen === urgency ? ' on' : ''}`}
        {...tappable(`${urgencies[urgency]} ${counts[urgency]} 件`)}
        onClick={() => onChoose(chosen === urgency ? null : urgency)}
      >
        <View className="count-number">{counts[urgency]}</View>
        <View>{urgencies[urgency]}</View>
      </View>
    ))}
  </View>
);
