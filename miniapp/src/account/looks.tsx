import { sayTime } from '@niangjia/shared/rules/days';
import { View } from '@tarojs/components';
import { api } from '../api';
import { Page } from '../ui/page';
import { saySecret } from '../ui/secrets';
import { Empty, Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';

definePageConfig({ navigationBarTitleText: '谁看过我的信息' });

/** Every time an officer looked at something of mine in full: who, when, what, why. */
export default function Looks() {
  const { data, error, again } = useCall(() => api('GET /me/looks'));
  const show = () => {
    if (!data) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    if (data.items.length === 0)
      return <Empty icon="eye" title="还没有人看过您的完整信息。工会人员查看必须写明理由，都会记在这里。" />;
    return data.items.map((look) => (
      <View className="panel" key={look.at + look.field}>
        <View className="panel-title">看了{saySecret(look.field)}</View>
        <View>
          {look.unionName} {look.officerName}
        </View>
        <View className="second">理由：{look.reason}</View>
        <View className="small">{sayTime(look.at)}</View>
      </View>
    ));
  };
  return <Page title="谁看过我的信息">{show()}</Page>;
}
