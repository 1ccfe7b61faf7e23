import { useRouter } from '@tarojs/taro';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { ApplyPage } from './apply-page';
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
  if (data) return <ApplyPage setting={data} />;
  return <Page title="入会申请">{error ? <Failed error={error} again={again} /> : <Skeleton rows={6} />}</Page>;
}
