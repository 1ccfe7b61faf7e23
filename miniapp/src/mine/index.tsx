import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { api } from '../api';
import { deskSession, isSignedIn } from '../session';
import { goSignIn } from '../sign-in';
import { Big } from '../ui/button';
import { Facts } from '../ui/facts';
import { letterSteps, useLetterStep } from '../ui/letters';
import { Page } from '../ui/page';
import { Row } from '../ui/row';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { SignOutSheet } from './sign-out-sheet';

definePageConfig({ navigationBarTitleText: '我的' });

const load = async () => ({ me: isSignedIn() ? await api('GET /me') : null });
const go = (url: string) => Taro.navigateTo({ url });

/** Who I am, how it looks, what is known about me. */
export default function Mine() {
  const { data, error, again } = useCall(load);
  const [leaving, setLeaving] = useState(false);
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
      </View>
    );
  };
  return (
    <Page title="我的" tab="mine/index">
      {who()}
      <Facts>
        {me?.membership && <Row id="card" icon="card" title="会员卡" onTap={() => go('/card/index')} />}
        {me?.application && (
          <Row id="progress" icon="list" title="入会申请进度" onTap={() => go('/join/application')} />
        )}
        <Row id="letters" icon="letters" title="字号" onTap={() => go('/account/letters')}>
          第 {step + 1} 档，共 {letterSteps.length} 档
        </Row>
      </Facts>
      <Facts title="我的信息">
        {me && <Row id="looks" icon="eye" title="谁看过我的信息" onTap={() => go('/account/looks')} />}
        <Row id="texts" icon="text" title="信息使用说明" onTap={() => go('/join/text')} />
      </Facts>
      <Facts title="工会人员">
        <Row
          id="desk"
          icon="desk"
          title="工作台"
          onTap={() => go(deskSession.tokens() ? '/desk/queue' : '/desk/sign-in')}
        />
      </Facts>
      {(me || deskSession.tokens()) && (
        <Facts>
          <Row id="sign-out" icon="out" title="退出登录" onTap={() => setLeaving(true)} />
        </Facts>
      )}
      {leaving && (
        <SignOutSheet
          onClose={() => {
            setLeaving(false);
            void again();
          }}
        />
      )}
    </Page>
  );
}
