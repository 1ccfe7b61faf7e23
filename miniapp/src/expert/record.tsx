import { useRouter } from '@tarojs/taro';
import { api } from '../api';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { RecordPage } from './record-page';

definePageConfig({ navigationBarTitleText: '服务记录' });

/** The record of one visit. */
export default function RecordVisit() {
  const { id = '' } = useRouter().params;
  const { data, error, again } = useCall(() => api('GET /own-visits/:id', { params: { id } }), id);
  // Loads again when the page is shown again, after the camera too: what is typed stays with the visit's id.
  if (data) return <RecordPage key={data.id} visit={data} />;
  return <Page title="服务记录">{error ? <Failed error={error} again={again} /> : <Skeleton rows={6} />}</Page>;
}
