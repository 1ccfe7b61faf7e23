import { sayDay } from '@niangjia/shared/rules/days';
import { requestKinds, requestStates } from '@niangjia/shared/rules/members';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { staffApi } from '../api';
import { isRunning, requestTones } from '../request/request-form';
import { Chip } from '../ui/chip';
import { Choices } from '../ui/choices';
import { Clock } from '../ui/clock';
import { Icon } from '../ui/icon';
import { tappable } from '../ui/named';
import { usePages } from '../use-pages';
import { DeskList } from './desk-list';

definePageConfig({ navigationBarTitleText: '会员请求' });

const views = { open: '办理中', closed: '已办结' } as const;
type Which = keyof typeof views;

/** What members ask about their own records, the oldest term first. */
export default function Requests() {
  const [state, setState] = useState<Which>('open');
  const list = usePages((after) => staffApi('GET /requests', { query: { state, ...(after ? { after } : {}) } }), state);
  return (
    <DeskList
      title="会员请求"
      head={
        <View className="gap">
          <Choices name="state" label="看哪些" from={views} chosen={state} onChoose={setState} />
        </View>
      }
      loaded={list.first !== undefined}
      empty={state === 'open' ? '现在没有在办的请求。' : '还没有办结的请求。'}
      {...list}
    >
      {list.items.map((one) => (
        <View
          key={one.id}
          id={`request-${one.id}`}
          className="panel row"
          {...tappable()}
          onClick={() => void Taro.navigateTo({ url: `/desk/request?id=${one.id}` })}
        >
          <View className="row-body">
            <View>
              {one.nameMasked} · {requestKinds[one.kind].label}
            </View>
            <View className="second">{one.unionName}</View>
            <View className="row-clock">
              {isRunning(one) && (
                <Clock dueOn={one.dueOn} workingDaysLeft={one.workingDaysLeft} urgency={one.urgency} />
              )}
              <Chip tone={requestTones[one.state]} word={requestStates[one.state]} />
              {isRunning(one) && <View className="small">最晚 {sayDay(one.dueOn)}</View>}
              {one.risen && <Chip tone="told" icon="union" word="转上级办理" />}
            </View>
          </View>
          <Icon name="next" />
        </View>
      ))}
    </DeskList>
  );
}
