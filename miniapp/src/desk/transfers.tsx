import { sayDay } from '@niangjia/shared/rules/days';
import { transferSides, transferStates } from '@niangjia/shared/rules/members';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { staffApi } from '../api';
import { transferTones, waitingSides } from '../transfer/transfer-form';
import { Chip } from '../ui/chip';
import { Choices } from '../ui/choices';
import { Clock } from '../ui/clock';
import { Icon } from '../ui/icon';
import { tappable } from '../ui/named';
import { usePages } from '../use-pages';
import { DeskList } from './desk-list';

definePageConfig({ navigationBarTitleText: '转会' });

const views = { open: '办理中', closed: '已办结' } as const;
type Which = keyof typeof views;

/** Transfers into and out of my unions, the oldest term first. */
export default function Transfers() {
  const [state, setState] = useState<Which>('open');
  const list = usePages(
    (after) => staffApi('GET /transfers', { query: { state, ...(after ? { after } : {}) } }),
    state,
  );
  return (
    <DeskList
      title="转会"
      head={
        <View className="gap">
          <Choices name="state" label="看哪些" from={views} chosen={state} onChoose={setState} />
        </View>
      }
      loaded={list.first !== undefined}
      empty={state === 'open' ? '现在没有在办的转会。' : '还没有办结的转会。'}
      {...list}
    >
      {list.items.map((one) => {
        const due = waitingSides(one)[0]?.dueOn;
        return (
          <View
            key={one.id}
            id={`transfer-${one.id}`}
            className="panel row"
            {...tappable()}
            onClick={() => void Taro.navigateTo({ url: `/desk/transfer?id=${one.id}` })}
          >
            <View className="row-body">
              <View>{one.nameMasked}</View>
              <View className="second">
                {one.from.unionName} → {one.to.unionName}
              </View>
              <View className="row-clock">
                {due ? (
                  <Clock dueOn={due} workingDaysLeft={one.workingDaysLeft} urgency={one.urgency} />
                ) : (
                  <Chip tone={transferTones[one.state]} word={transferStates[one.state]} />
                )}
                {due && <View className="small">最晚 {sayDay(due)}</View>}
                {one.may.map((side) => (
                  <Chip key={side} tone="needs" word={`等您答复：${transferSides[side]}`} />
                ))}
              </View>
            </View>
            <Icon name="next" />
          </View>
        );
      })}
    </DeskList>
  );
}
