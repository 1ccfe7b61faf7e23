import { addDays, dayOf, sayDay } from '@niangjia/shared/rules/days';
import { View } from '@tarojs/components';
import { api } from '../api';
import { Chip } from '../ui/chip';
import { Facts } from '../ui/facts';
import { useCall } from '../use-call';

async function load(known: string | null) {
  const unionId = known ?? (await api('GET /applications/mine')).items[0]?.unionId;
  return unionId ? (await api('GET /unions/:id/invitation', { params: { id: unionId } })).benefits : [];
}

interface Props {
  /** The member's union; null before the approval, when it is the one that was applied to. */
  unionId: string | null;
  joinedOn: string | null;
}

/** What I can get now and what opens later; before the approval what will open with it. */
export const Benefits = ({ unionId, joinedOn }: Props) => {
  // Only an addition to the page: when it does not come, nothing else is held up.
  const { data } = useCall(() => load(unionId), unionId ?? '');
  if (!data?.length) return null;
  const today = dayOf(new Date());
  return (
    <Facts title={joinedOn ? '您能享受' : '通过后能享受'}>
      {data.map(({ title, detail, opensAfterDays }) => {
        const opensOn = joinedOn && addDays(joinedOn, opensAfterDays);
        const open = opensOn ? opensOn <= today : opensAfterDays === 0;
        const later = opensOn ? `${sayDay(opensOn)} 开通` : `${opensAfterDays} 天后`;
        return (
          <View className="row" key={title}>
            <View className="row-body">
              <View>{title}</View>
              <View className="second">{detail}</View>
            </View>
            {open ? joinedOn && <Chip tone="done" word="已开通" /> : <Chip tone="waiting" word={later} />}
          </View>
        );
      })}
    </Facts>
  );
};
