import { Refused } from '@niangjia/shared/client';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { api, mustSignIn, sentenceOf } from '../api';
import { goSignIn } from '../sign-in';
import { Answer, Notice } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Page } from '../ui/page';
import { newQueue } from './queue';
import { addQueue } from './queues';

interface Props {
  shopId: string;
  onTaken: () => void;
  /** What is left of earlier days. */
  children: ReactNode;
}

/** No pack for today yet: it is fetched while there is a network. */
export const PackPart = ({ shopId, onTaken, children }: Props) => {
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      const pack = await api('POST /offline-packs', { body: { shopId } });
      const { shops } = await api('GET /cashier');
      addQueue(newQueue(pack, shops.find(({ id }) => id === shopId)?.name ?? '本店'));
      onTaken();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const closed = failure instanceof Refused && failure.code === 'SHOP_NOT_OFFLINE';
  return (
    <Page
      title="离线核销"
      bar={
        !closed && (
          <Big id="take-pack" icon="down" busy={busy} onTap={take}>
            领取今天的离线包
          </Big>
        )
      }
    >
      {closed ? (
        <Answer tone="quiet" word="没有开通" title="本店没有开通离线核销">
          <View className="second">要用的话，请联系签约的工会开通。有网络时照常扫码核销。</View>
        </Answer>
      ) : (
        <Answer tone="waiting" word="还没领" title="先领今天的离线包">
          <View className="second">趁现在有网络领好，店里没有网络时就能核销。离线包只管当天、只管本店。</View>
        </Answer>
      )}
      {failure !== undefined && !closed && (
        <Notice
          tone="needs"
          act={
            mustSignIn(failure) && (
              <Word id="go-sign-in" onTap={goSignIn}>
                登录
              </Word>
            )
          }
        >
          {sentenceOf(failure)}
        </Notice>
      )}
      {children}
    </Page>
  );
};
