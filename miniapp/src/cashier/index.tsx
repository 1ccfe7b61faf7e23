import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { api, mustSignIn } from '../api';
import { isSignedIn } from '../session';
import { goSignIn } from '../sign-in';
import { Answer } from '../ui/answer';
import { Big } from '../ui/button';
import { Choices } from '../ui/choices';
import { Facts } from '../ui/facts';
import { Page } from '../ui/page';
import { Row } from '../ui/row';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { scanCode } from './code-entry';
import { readQueues } from './queues';
import { Shop } from './shop';

definePageConfig({ navigationBarTitleText: '核销工作台' });

const CHOSEN = 'cashier-shop';

/** The shops; for somebody without one, the number by which a union would know them. */
async function load() {
  if (!isSignedIn()) return { shops: [], signedIn: false, phone: null };
  const { shops } = await api('GET /cashier');
  const phone = shops.length === 0 ? (await api('GET /me')).phoneMasked : null;
  return { shops, signedIn: true, phone };
}

const NotCashier = ({ signedIn, phone, again }: { signedIn: boolean; phone: string | null; again: () => unknown }) => (
  <>
    <Answer
      tone="quiet"
      word="不是核销员"
      title={signedIn ? '您的手机号还没有登记为核销员' : '登录后，才知道您是哪家店的核销员'}
    >
      {signedIn && <View className="second">您登记的手机号：{phone ?? '还没有'}</View>}
      <View className="second">
        请门店负责人告诉签约的工会您的姓名和手机号，由工会登记。登记以后，用这个手机号登录，再打开这一页。
      </View>
    </Answer>
    {!signedIn && (
      <Big id="sign-in" onTap={() => goSignIn().then(again, again)}>
        登录
      </Big>
    )}
    {signedIn && !phone && (
      <Big id="bind-phone" onTap={() => Taro.navigateTo({ url: '/own-data/phone' })}>
        绑定手机号
      </Big>
    )}
  </>
);

/** Without a network the packs that lie on this phone still redeem. */
const StillOffline = () =>
  readQueues().length > 0 ? (
    <Facts>
      <Row id="go-offline" icon="offline" title="离线核销" onTap={() => Taro.navigateTo({ url: '/cashier/offline' })}>
        没有网络也能用
      </Row>
    </Facts>
  ) : null;

/** The cashier's desk: one shop, what it redeemed today, one act. */
export default function CashierDesk() {
  const { data, error, again } = useCall(load);
  const [chosen, setChosen] = useState<string>(() => Taro.getStorageSync(CHOSEN) || '');
  const shop = data?.shops.find(({ id }) => id === chosen) ?? data?.shops[0];
  const choose = (id: string) => {
    Taro.setStorageSync(CHOSEN, id);
    setChosen(id);
  };
  const scan = async () => {
    if (!shop) return;
    const code = process.env.TARO_ENV === 'weapp' ? await scanCode() : '';
    if (code === undefined) return;
    await Taro.navigateTo({
      url: `/cashier/redeem?shopId=${shop.id}${code ? `&code=${encodeURIComponent(code)}` : ''}`,
    });
  };
  const show = () => {
    if (!data || mustSignIn(error))
      return error ? (
        <>
          <Failed error={error} again={again} />
          <StillOffline />
        </>
      ) : (
        <Skeleton />
      );
    if (!shop) return <NotCashier {...data} again={again} />;
    const { shops } = data;
    return (
      <>
        {shops.length > 1 && (
          <View className="gap">
            <Choices
              name="shop"
              label="在哪家店核销"
              from={Object.fromEntries(shops.map(({ id, name, merchantName }) => [id, `${merchantName} ${name}`]))}
              chosen={shop.id}
              onChoose={choose}
            />
          </View>
        )}
        <Shop key={shop.id} shop={shop} onChanged={again} />
      </>
    );
  };
  return (
    <Page
      title="核销工作台"
      bar={
        shop && (
          <Big id="scan" icon="scan" onTap={scan}>
            扫码核销
          </Big>
        )
      }
    >
      {show()}
    </Page>
  );
}
