import { type EventGroup, eventGroups } from '@niangjia/shared/rules/events';
import Taro from '@tarojs/taro';
import { Facts } from '../ui/facts';
import type { IconName } from '../ui/icon';
import { Row } from '../ui/row';

const looks: Record<EventGroup, [icon: IconName, words: string]> = {
  petition: ['inbox', '反映问题、提建议'],
  aid: ['gift', '生活困难、临时救助'],
  employment: ['desk', '找工作、学技能、创业'],
  legalAid: ['text', '劳动争议、法律咨询'],
  mutualAid: ['two', '医疗互助、意外保障'],
  general: ['union', '体检、疗休养、文体活动'],
};

/** The six groups of a workers' service centre; each leads to what is open in it and to whom to ask. */
export const Groups = ({ open }: { open: (group: EventGroup) => number }) => (
  <Facts title="职工服务">
    {(Object.keys(eventGroups) as EventGroup[]).map((group) => {
      const [icon, words] = looks[group];
      const count = open(group);
      return (
        <Row
          key={group}
          id={`group-${group}`}
          icon={icon}
          title={eventGroups[group]}
          onTap={() => Taro.navigateTo({ url: `/event/list?group=${group}` })}
        >
          {words}
          {count > 0 && `　${count} 个活动可约`}
        </Row>
      );
    })}
  </Facts>
);
