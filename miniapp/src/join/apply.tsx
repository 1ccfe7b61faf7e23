import Taro, { useRouter } from '@tarojs/taro';
import { Big } from '../ui/button';
import { Page } from '../ui/page';
import { Empty, Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { ApplyPage } from './apply-page';
import { NotHere, whyNotHere } from './not-here';
import { decoded } from './scanned';
import { settingToJoin, settingToMend } from './setting';

definePageConfig({ navigationBarTitleText: '入会申请' });

/** The joining form, or (`from`) a returned application to be mended. */
export default function Apply() {
  const { unionId = '', scene, from } = useRouter().params;
  const { data, error, again } = useCall(
    () => (from ? settingToMend(from) : settingToJoin(unionId, scene ? decoded(scene) : null)),
    `${unionId} ${scene} ${from}`,
  );
  const why = whyNotHere(error);
  const show = () => {
    if (data === null)
      return (
        <Empty icon="list" title="这份申请现在不用补正。办到哪一步了，看进度就知道。">
          <Big id="progress" onTap={() => Taro.redirectTo({ url: '/join/application' })}>
            看进度
          </Big>
        </Empty>
      );
    if (why) return <NotHere why={why} />;
    return error ? <Failed error={error} again={again} /> : <Skeleton rows={6} />;
  };
  return data ? <ApplyPage setting={data} /> : <Page title="入会申请">{show()}</Page>;
}
