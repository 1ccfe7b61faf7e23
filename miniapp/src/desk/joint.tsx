import { sayDay } from '@niangjia/shared/rules/days';
import { jointKinds, jointStates } from '@niangjia/shared/rules/joint';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { staffApi } from '../api';
import { Chip } from '../ui/chip';
import { Choices } from '../ui/choices';
import { Icon } from '../ui/icon';
import { tappable } from '../ui/named';
import { usePages } from '../use-pages';
import { DeskList } from './desk-list';
import { jointTones } from './joint-look';

definePageConfig({ navigationBarTitleText: '双人办理' });

const views = { sign: '待我复核', mine: '我提出的' } as const;
type Which = keyof typeof views;

/** What waits for my signature, and what I proposed. */
export default function Joint() {
  const [view, setView] = useState<Which>('sign');
  const list = usePages((after) => staffApi('GET /joint-acts', { query: { view, ...(after ? { after } : {}) } }), view);
  return (
    <DeskList
      title="双人办理"
      head={
        <View className="gap">
          <Choices name="view" label="看哪些" from={views} chosen={view} onChoose={setView} />
        </View>
      }
      loaded={list.first !== undefined}
      empty={view === 'sign' ? '现在没有等您复核的事。' : '您还没有提出过要两个人办的事。'}
      {...list}
    >
      {list.items.map((one) => (
        <View
          key={one.id}
          id={`joint-${one.id}`}
          className="panel row"
          {...tappable()}
          onClick={() => void Taro.navigateTo({ url: `/desk/joint-act?id=${one.id}` })}
        >
          <View className="row-body">
            <View>{one.title}</View>
            <View className="second">
              {one.unionName} · {jointKinds[one.kind].label}
            </View>
            <View className="row-clock">
              <Chip tone={jointTones[one.state]} word={jointStates[one.state]} />
              {one.state === 'waiting' && (
                <Chip
                  tone={one.overdue ? 'needs' : 'told'}
                  icon="waiting"
                  word={one.overdue ? '已超期' : `最晚 ${sayDay(one.dueOn)}`}
                />
              )}
            </View>
          </View>
          <Icon name="next" />
        </View>
      ))}
    </DeskList>
  );
}
