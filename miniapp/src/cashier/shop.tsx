import type { Reply } from '@niangjia/shared/contract/index';
import { sayDay } from '@niangjia/shared/rules/days';
import { sayFen } from '@niangjia/shared/rules/vouchers';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { api } from '../api';
import { ReasonSheet } from '../desk/reason-sheet';
import { Answer, Notice } from '../ui/answer';
import { Word } from '../ui/button';
import { Facts } from '../ui/facts';
import { More } from '../ui/more';
import { named } from '../ui/named';
import { Row } from '../ui/row';
import { Failed, Skeleton } from '../ui/states';
import { usePages } from '../use-pages';
import { readPending } from './pending';
import { countWaiting } from './queues';
import { RedemptionRow } from './redemption-row';

type OwnShop = Reply<'GET /cashier'>['shops'][number];

/** Reasons that come up at a till. */
const REASONS = ['消费金额填错了。', '扫错了券，会员要用另一张。', '会员退了货，把券还给会员。'];

const Quota = ({ done, of, until }: NonNullable<OwnShop['quota']>) => {
  const share = Math.min(100, of > 0 ? Math.round((done / of) * 100) : 0);
  return (
    <View className="quota">
      <View className="second">
        全年名额用了 {done} / {of}，到 {until.slice(0, 4)}年{sayDay(until).split(' ')[0]}
      </View>
      <View className="quota-bar" {...named('img', `全年名额用了 ${share}%`)}>
        <View className="quota-done" style={{ width: `${share}%` }} />
      </View>
    </View>
  );
};

const OfflineRow = ({ shop }: { shop: OwnShop }) => {
  const left = countWaiting();
  return (
    <Row
      id="go-offline"
      icon="offline"
      title="离线核销"
      onTap={() => Taro.navigateTo({ url: `/cashier/offline?shopId=${shop.id}` })}
    >
      {left > 0
        ? `${left} 笔待上传`
        : shop.offlinePerDay > 0
          ? `店里没有网络时用，每天最多 ${shop.offlinePerDay} 笔`
          : '本店没有开通'}
    </Row>
  );
};

/** One own shop today: count and sum, the quota, what was redeemed. */
export const Shop = ({ shop, onChanged }: { shop: OwnShop; onChanged: () => Promise<unknown> }) => {
  const list = usePages(
    (after) => api('GET /redemptions/today', { query: { shopId: shop.id, ...(after ? { after } : {}) } }),
    shop.id,
  );
  const { first, items, error, again } = list;
  const [undoing, setUndoing] = useState<string>();
  const show = () => {
    if (!first) return error ? <Failed error={error} again={again} /> : <Skeleton rows={2} />;
    return (
      <Facts title="今天的核销">
        {items.map((one) => (
          <RedemptionRow key={one.id} {...one} onUndo={() => setUndoing(one.id)} />
        ))}
        {items.length === 0 && <View className="second">今天还没有。核销一笔，这里就有一行。</View>}
        <More {...list} />
      </Facts>
    );
  };
  return (
    <>
      {readPending() && (
        <Notice
          tone="waiting"
          act={
            <Word id="ask-pending" onTap={() => Taro.navigateTo({ url: `/cashier/redeem?shopId=${shop.id}` })}>
              再查一次
            </Word>
          }
        >
          有一笔核销还不知道结果。
        </Notice>
      )}
      <Answer
        tone="told"
        word="今天"
        title={shop.today > 0 ? `核销 ${shop.today} 笔，共优惠 ${sayFen(shop.todayOffFen)} 元` : '还没有核销'}
      >
        <View className="second">
          {shop.merchantName} · {shop.name}
        </View>
        {shop.quota && <Quota {...shop.quota} />}
      </Answer>
      <Facts>
        <OfflineRow shop={shop} />
      </Facts>
      {show()}
      {undoing && (
        <ReasonSheet
          title="申请撤销这笔核销"
          hint="工会的人看到理由后复核。同意后，券回到会员手里，这笔不结算。"
          word="提交申请"
          chips={REASONS}
          act={(reason, idempotencyKey) =>
            api('POST /redemptions/:id/undo', { params: { id: undoing }, body: { reason }, idempotencyKey })
          }
          onClose={() => setUndoing(undefined)}
          onDone={async () => {
            await Promise.all([again(), onChanged()]);
          }}
        />
      )}
    </>
  );
};
