import { sayTime } from '@niangjia/shared/rules/days';
import { redemptionSources, sayYuan, undoStates } from '@niangjia/shared/rules/vouchers';
import { View } from '@tarojs/components';
import { Word } from '../ui/button';
import { Chip, type Tone } from '../ui/chip';
import type { Redemption } from './use-redeem';

const undoTones: Record<keyof typeof undoStates, Tone> = { asked: 'waiting', agreed: 'quiet', refused: 'needs' };

/** One redemption of today, with the way to have it undone. */
export const RedemptionRow = ({
  at,
  title,
  nameMasked,
  source,
  bill,
  undo,
  id,
  onUndo,
}: Redemption & { onUndo: () => void }) => (
  <View className="fact">
    <View>
      <View>
        {sayTime(at).split(' ')[1]} · {nameMasked}
      </View>
      <View className="second">
        {title}，账单 {sayYuan(bill.spendFen)} 元，优惠 {sayYuan(bill.offFen)} 元
      </View>
      {source === 'offline' && <View className="small">{redemptionSources.offline}</View>}
    </View>
    {undo ? (
      <Chip tone={undoTones[undo]} word={undoStates[undo]} />
    ) : (
      <Word id={`undo-${id}`} onTap={onUndo}>
        撤销
      </Word>
    )}
  </View>
);
