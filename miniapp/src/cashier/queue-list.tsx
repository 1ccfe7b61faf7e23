import { dayOf, sayDay, sayTime } from '@niangjia/shared/rules/days';
import { billOf, sayYuan } from '@niangjia/shared/rules/vouchers';
import { View } from '@tarojs/components';
import { Chip } from '../ui/chip';
import { Facts } from '../ui/facts';
import { factsIn, type Kept, type Line, type Told } from './queue';

const looks = {
  redeemed: { tone: 'done', word: '已入账' },
  conflict: { tone: 'waiting', word: '有冲突' },
  refused: { tone: 'needs', word: '未入账' },
} as const;

const QueueLine = ({ line, told }: { line: Line; told: Told | undefined }) => {
  const facts = factsIn(line.code);
  const bill = facts && billOf(facts.worth, line.spendFen ?? 0);
  return (
    <View className="fact">
      <View>
        <View>
          第 {line.seq} 笔 · {sayTime(line.at).split(' ')[1]} · {facts?.nameMasked}
        </View>
        {bill && (
          <View className="second">
            {facts.title}，账单 {sayYuan(bill.spendFen)} 元，优惠 {sayYuan(bill.offFen)} 元
          </View>
        )}
        {told && told.outcome !== 'redeemed' && <View className="second">{told.sentence}</View>}
      </View>
      {told ? <Chip {...looks[told.outcome]} /> : <Chip tone="waiting" icon="offline" word="待上传" />}
    </View>
  );
};

/** One pack's queue, newest line first. */
export const QueueList = ({ kept: { pack, shopName, lines, told } }: { kept: Kept }) => (
  <Facts
    title={
      pack.onDay === dayOf(new Date()) ? `${shopName}，今天的离线记录` : `${shopName}，${sayDay(pack.onDay)} 的离线记录`
    }
  >
    {[...lines].reverse().map((line) => (
      <QueueLine key={line.seq} line={line} told={told[line.seq - 1]} />
    ))}
    {lines.length === 0 && <View className="second">还没有。离线核销一笔，这里就有一行，只增不改。</View>}
  </Facts>
);
