import { addDays, dayOf, sayDay, sayTime } from '@niangjia/shared/rules/days';
import { REMIND_DAYS, type VoucherState, voucherStates } from '@niangjia/shared/rules/vouchers';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { api } from '../api';
import { Big } from '../ui/button';
import { Chip } from '../ui/chip';
import { Choices } from '../ui/choices';
import { More } from '../ui/more';
import { Page } from '../ui/page';
import { Empty, Failed, Skeleton } from '../ui/states';
import { Ticket } from '../ui/ticket';
import { usePages } from '../use-pages';
import type { Voucher } from './offer-words';

definePageConfig({ navigationBarTitleText: '我的福利券' });

const empty: Record<VoucherState, string> = {
  issued: '现在没有能用的券。领到后会放在这里。',
  used: '还没有用过券。用过的和账单会放在这里。',
  expired: '没有过期的券。',
  returned: '没有退回过券。',
};

const Mark = ({ voucher, today }: { voucher: Voucher; today: string }) => {
  const { state, useFrom, useUntil, usedAt, usedShop } = voucher;
  if (state === 'used')
    return <View className="small">{[usedAt && sayTime(usedAt), usedShop].filter(Boolean).join('　')}</View>;
  if (state !== 'issued') return null;
  if (useFrom > today) return <Chip tone="told" icon="waiting" word={`${sayDay(useFrom)} 起可用`} />;
  return useUntil <= addDays(today, REMIND_DAYS) ? (
    <Chip tone="waiting" word={useUntil === today ? '今天最后一天' : '快到期'} />
  ) : null;
};

/** My vouchers, those that can be used first. */
export default function Wallet() {
  const [state, setState] = useState<VoucherState>('issued');
  const list = usePages((after) => api('GET /vouchers', { query: after ? { state, after } : { state } }), state);
  const { first, items, error, again } = list;
  const today = dayOf(first?.now ?? new Date());
  const show = () => {
    if (!first) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    if (items.length === 0)
      return (
        <Empty icon="ticket" title={empty[state]}>
          {state === 'issued' && (
            <Big id="welfare" onTap={() => Taro.switchTab({ url: '/welfare/index' })}>
              看能领什么
            </Big>
          )}
        </Empty>
      );
    return items.map((voucher) => (
      <Ticket
        key={voucher.id}
        id={`voucher-${voucher.id}`}
        worth={voucher}
        title={voucher.title}
        place={voucher.campaignTitle}
        useUntil={voucher.useUntil}
        gone={voucher.state !== 'issued'}
        onTap={() => Taro.navigateTo({ url: `/voucher/one?id=${voucher.id}` })}
      >
        <View className="ticket-mark">
          <Mark voucher={voucher} today={today} />
        </View>
      </Ticket>
    ));
  };
  return (
    <Page title="我的福利券">
      <View className="two">
        <Choices name="state" label="哪些券" from={voucherStates} chosen={state} onChoose={setState} />
      </View>
      {show()}
      <More {...list} />
    </Page>
  );
}
