import { membershipStates } from '@niangjia/shared/rules/members';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { api } from '../api';
import { CashierRow } from '../cashier/desk-row';
import { ExpertRow } from '../expert/desk-row';
import { deskSession, isSignedIn } from '../session';
import { goSignIn } from '../sign-in';
import { Big } from '../ui/button';
import { Chip } from '../ui/chip';
import { Facts } from '../ui/facts';
import { letterSteps, useLetterStep } from '../ui/letters';
import { Page } from '../ui/page';
import { Row } from '../ui/row';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { SignOutSheet } from './sign-out-sheet';

definePageConfig({ navigationBarTitleText: '我的' });

async function load() {
  if (!isSignedIn()) return { me: null, unread: 0 };
  const [me, notices] = await Promise.all([
    api('GET /me'),
    // Only an addition: without it the page still stands.
    api('GET /notices', {}).catch(() => undefined),
  ]);
  return { me, unread: notices?.unread ?? 0 };
}
const go = (url: string) => Taro.navigateTo({ url });

/** Who I am, how it looks, what is known about me. */
export default function Mine() {
  const { data, error, again } = useCall(load);
  const [leaving, setLeaving] = useState<'here' | 'everywhere' | null>(null);
  const step = useLetterStep();
  const me = data?.me;
  const who = () => {
    if (!data) return error ? <Failed error={error} again={again} /> : <Skeleton rows={2} />;
    if (!me)
      return (
        <View className="panel">
          <View className="second gap">登录后可以看申请进度、会员卡和自己的信息。</View>
          <Big id="sign-in" onTap={() => goSignIn().then(again, again)}>
            登录
          </Big>
        </View>
      );
    return (
      <View className="panel">
        <View className="lead">{me.name ?? '您好'}</View>
        <View className="second">手机号 {me.phoneMasked ?? '还没有登记'}</View>
        <View className="second">{me.membership ? `${me.membership.unionName} 会员` : '还不是会员'}</View>
        {me.membership?.state === 'retained' && (
          <View className="gap">
            <Chip tone="waiting" word={membershipStates.retained} />
          </View>
        )}
      </View>
    );
  };
  return (
    <Page title="我的" tab="mine/index">
      {who()}
      <Facts>
        {me && (
          <Row id="inbox" icon="inbox" title="消息" onTap={() => go('/inbox/index')}>
            {data?.unread ? <Chip tone="needs" icon="inbox" word={`${data.unread} 条未读`} /> : '没有未读'}
          </Row>
        )}
        {me?.membership && <Row id="card" icon="card" title="会员卡" onTap={() => go('/card/index')} />}
        {me?.membership && (
          <Row id="wallet" icon="ticket" title="我的福利券" onTap={() => go('/voucher/wallet')}>
            可使用的、用过的、过期的
          </Row>
        )}
        {me?.membership && (
          <Row id="attendance" icon="scan" title="上门服务签到" onTap={() => go('/event/attendance')}>
            现场扫码签到、评价
          </Row>
        )}
        {me?.membership && (
          <Row id="bookings" icon="calendar" title="我的预约" onTap={() => go('/event/mine')}>
            要去的、候补的、过去的
          </Row>
        )}
        {me?.application && (
          <Row id="progress" icon="list" title="入会申请进度" onTap={() => go('/join/application')} />
        )}
        {me?.membership && (
          <Row id="transfer" icon="swap" title="转会" onTap={() => go('/transfer/index')}>
            换了单位、换了城市
          </Row>
        )}
        {me && (
          <Row id="requests" icon="edit" title="会籍和信息办理" onTap={() => go('/request/index')}>
            {me.membership ? '更正、保留会籍、退会' : '并入以前的会籍、释放手机号'}
          </Row>
        )}
        <Row id="letters" icon="letters" title="字号" onTap={() => go('/account/letters')}>
          第 {step + 1} 档，共 {letterSteps.length} 档
        </Row>
      </Facts>
      <Facts title="我的信息">
        {me && (
          <Row id="own-data" icon="lock" title="我的数据" onTap={() => go('/own-data/index')}>
            查看、更正、导出、撤回同意、注销
          </Row>
        )}
        {me && <Row id="looks" icon="eye" title="谁看过我的信息" onTap={() => go('/account/looks')} />}
        <Row id="texts" icon="text" title="信息使用说明" onTap={() => go('/join/text')} />
        {!me && <Row id="receipt" icon="search" title="查注销结果" onTap={() => go('/own-data/receipt')} />}
      </Facts>
      <Facts title="工会人员、专家和核销员">
        <CashierRow signedIn={Boolean(me)} />
        <ExpertRow signedIn={Boolean(me)} />
        <Row
          id="desk"
          icon="desk"
          title="工作台"
          onTap={() => go(deskSession.tokens() ? '/desk/index' : '/desk/sign-in')}
        />
      </Facts>
      {(me || deskSession.tokens()) && (
        <Facts>
          <Row id="sign-out" icon="out" title="退出登录" onTap={() => setLeaving('here')} />
          {me && (
            <Row id="end-all" icon="lock" title="退出所有设备" onTap={() => setLeaving('everywhere')}>
              手机丢了、换了，或在别处登录过
            </Row>
          )}
        </Facts>
      )}
      {leaving && (
        <SignOutSheet
          everywhere={leaving === 'everywhere'}
          onClose={() => {
            setLeaving(null);
            void again();
          }}
        />
      )}
    </Page>
  );
}
