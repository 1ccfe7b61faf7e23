import { sayFen } from '@niangjia/shared/rules/vouchers';
import { View } from '@tarojs/components';
import { heading } from './named';

interface ReceiptLine {
  label: string;
  /** How it comes about, small under the label. */
  formula?: string;
  fen: number;
}

/** A worked sum as a till receipt: label left, formula small under it, amount right, the total bold. */
export const Receipt = ({
  title,
  lines,
  total,
  foot,
}: {
  title: string;
  lines: readonly ReceiptLine[];
  total: ReceiptLine;
  foot?: string;
}) => (
  <View className="panel">
    <View className="panel-title" {...heading(2)}>
      {title}
    </View>
    {[...lines, total].map((line) => (
      <View key={line.label} className={line === total ? 'receipt-line total' : 'receipt-line'}>
        <View>
          <View>{line.label}</View>
          {line.formula && <View className="small">{line.formula}</View>}
        </View>
        <View className="receipt-amount">{sayFen(line.fen)} 元</View>
      </View>
    ))}
    {foot && <View className="small">{foot}</View>}
  </View>
);
