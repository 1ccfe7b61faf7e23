import { useRouter } from '@tarojs/taro';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { goDeskSignIn } from './go';
import { loadOrderForm } from './order-load';
import { OrderPage } from './order-page';

definePageConfig({ navigationBarTitleText: '点单' });

/** `itemId`: of the menu; `id`: an order that came back; neither: a wish. */
export default function OrderForm() {
  const { itemId, id } = useRouter().params;
  const { data, error, again } = useCall(
    () => loadOrderForm({ ...(itemId ? { itemId } : {}), ...(id ? { id } : {}) }),
    `${itemId} ${id}`,
  );
  if (data) return <OrderPage key={data.about} {...data} />;
  return (
    <Page title="点单">
      {error ? <Failed error={error} again={again} signIn={goDeskSignIn} /> : <Skeleton rows={6} />}
    </Page>
  );
}
