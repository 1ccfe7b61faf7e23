import { Refused } from '@niangjia/shared/client';
import { dayOf, sayDay } from '@niangjia/shared/rules/days';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { api } from '../api';
import { Answer } from '../ui/answer';
import { useBrightScreen } from '../ui/bright';
import { Word } from '../ui/button';
import { Fact, Facts } from '../ui/facts';
import { LiveCode } from '../ui/live-code';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { SureSheet } from '../ui/sure-sheet';
import { Ticket } from '../ui/ticket';
import { useCall } from '../use-call';
import type { Voucher } from './offer-words';
import { OfflineSheet } from './offline-sheet';
import { Shops } from './shops';
import { Used } from './used';

definePageConfig({ navigationBarTitleText: '福利券' });

type Sheet = 'offline' | 'return' | 'extend';

/** What it is now, when there is no code to show. */
const State = ({ voucher, today }: { voucher: Voucher; today: string }) => {
  const { state, useFrom, useUntil } = voucher;
  if (state === 'used') return <Used voucher={voucher} />;
  if (state === 'expired')
    return (
      <Answer tone="quiet" word="已过期" title="这张券已经过期">
        <View className="second">最后一天是 {sayDay(useUntil)}。没用掉的由工会收回。</View>
      </Answer>
    );
  if (state === 'returned')
    return (
      <Answer tone="quiet" word="已退回" title="这张券已经退回">
        <View className="second">已放回活动里，别的会员可以领。</View>
      </Answer>
    );
  if (useFrom <= today) return null;
  return (
    <Answer tone="told" word="还没到日子" title={`${sayDay(useFrom)} 起可以用`}>
      <View className="second">到那天打开这里，就会出动态码。</View>
    </Answer>
  );
};

/** One voucher: the ticket, its code while it can be used, its bill afterwards. */
export default function OneVoucher() {
  const { id = '' } = useRouter().params;
  const [sheet, setSheet] = useState<Sheet>();
  const { data, error, again } = useCall(() => api('GET /vouchers/:id', { params: { id } }), id);
  const today = dayOf(new Date());
  const voucher = data?.voucher;
  const usable = voucher?.state === 'issued' && voucher.useFrom <= today;
  useBrightScreen(usable);

  // Used, expired or given back since: the page then shows that instead of a code.
  const loadCode = async () => {
    try {
      return await api('GET /vouchers/:id/code', { params: { id } });
    } catch (failure) {
      if (failure instanceof Refused && failure.status === 409) await again();
      throw failure;
    }
  };
  const close = async () => {
    setSheet(undefined);
    await again();
  };
  const show = () => {
    if (!data || !voucher) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    const offline = data.shops.filter((shop) => shop.offline);
    return (
      <>
        <Ticket
          worth={voucher}
          title={voucher.title}
          place={voucher.unionName}
          useUntil={voucher.useUntil}
          gone={voucher.state !== 'issued'}
        />
        <State voucher={voucher} today={today} />
        {usable && (
          <View className="card">
            <LiveCode id="voucher-code" label="福利券动态码" load={loadCode} />
            <View className="answer-title">{data.nameMasked}</View>
            <View className="second">请店员扫码，只限本人使用</View>
          </View>
        )}
        <View className="words">
          {usable && offline.length > 0 && (
            <Word id="no-network" icon="offline" onTap={() => setSheet('offline')}>
              门店没有网络
            </Word>
          )}
          {voucher.extendTo && (
            <Word id="extend" icon="waiting" onTap={() => setSheet('extend')}>
              延期
            </Word>
          )}
          {voucher.returnable && (
            <Word id="return" icon="out" onTap={() => setSheet('return')}>
              退回
            </Word>
          )}
        </View>
        <Facts title="使用说明">
          <Fact name="优惠">{voucher.worthWords}</Fact>
          <Fact name="可用日期">
            {sayDay(voucher.useFrom)} 到 {sayDay(voucher.useUntil)}
          </Fact>
          <Fact name="来自">{voucher.campaignTitle}</Fact>
          {voucher.words && <View className="second gap">{voucher.words}</View>}
          <View className="second gap">只能本人用，不能转让，不能换现金；一次用完不找零，超出的部分自己付。</View>
          <View className="words start">
            <Word id="offer" onTap={() => Taro.navigateTo({ url: `/voucher/offer?id=${voucher.campaignId}` })}>
              看活动规则
            </Word>
          </View>
        </Facts>
        {voucher.state === 'issued' && <Shops shops={data.shops} />}
        {sheet === 'offline' && <OfflineSheet voucherId={id} shops={offline} onClose={close} />}
        {sheet === 'return' && (
          <SureSheet
            title="退回这张券？"
            word="退回"
            act={() => api('POST /vouchers/:id/return', { params: { id } })}
            onClose={close}
          >
            <View className="second gap">退回后给排队的人或放回活动里，您不能再用这张，也不一定能再领到。</View>
          </SureSheet>
        )}
        {sheet === 'extend' && voucher.extendTo && (
          <SureSheet
            title={`延到 ${sayDay(voucher.extendTo)}？`}
            word="延期"
            act={() => api('POST /vouchers/:id/extend', { params: { id } })}
            onClose={close}
          >
            <View className="second gap">每张券只能延一次，延期后不能再改。</View>
          </SureSheet>
        )}
      </>
    );
  };
  return <Page title="福利券">{show()}</Page>;
}
