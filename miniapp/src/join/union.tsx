import { Refused } from '@niangjia/shared/client';
import type { Reply } from '@niangjia/shared/contract/index';
import { type ApplicationState, isOpen } from '@niangjia/shared/rules/membership';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { api } from '../api';
import { isSignedIn } from '../session';
import { Big } from '../ui/button';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { Invitation } from './invitation';
import { NotHere, whyNotHere } from './not-here';
import { decoded } from './scanned';

definePageConfig({ navigationBarTitleText: '加入工会' });

type Found = { invitation: Reply<'GET /unions/:id/invitation'> | null; why: string };

const whyNot = {
  active: '',
  withdrawn: '这个入会码已停用。您可以直接查找这家工会。',
  expired: '这个入会码已过期。您可以直接查找这家工会。',
} as const;

async function find(token: string | undefined, unionId: string | undefined): Promise<Found> {
  try {
    if (unionId) return { invitation: await api('GET /unions/:id/invitation', { params: { id: unionId } }), why: '' };
    const { state, invitation } = await api('GET /join-codes/:token', { params: { token: token ?? '' } });
    return { invitation: state === 'active' ? invitation : null, why: whyNot[state] };
  } catch (error) {
    const why = unionId && whyNotHere(error);
    if (why) return { invitation: null, why };
    // A token that cannot be one at all is answered as bad input: for the person it is the same.
    if (!unionId && error instanceof Refused && [400, 404].includes(error.status))
      return { invitation: null, why: '这不是工会的入会码，或者没有扫完整。您可以直接查找工会。' };
    throw error;
  }
}

async function lookAtMine() {
  const me = await api('GET /me');
  const { items } = me.membership ? await api('GET /transfers/mine') : { items: [] };
  return { ...me, moving: items.some(({ state }) => state === 'asked') };
}

/** The first screen after a scan: which union, what opens when, which data goes to whom, who decides by when. */
export default function Union() {
  const { scene, unionId } = useRouter().params;
  const token = scene ? decoded(scene) : undefined;
  const found = useCall(() => find(token, unionId), `${token} ${unionId}`);
  // Whoever has joined already is led to what is theirs. When this fails the way in stays open.
  const mine = useCall(async () => (isSignedIn() ? lookAtMine().catch(() => null) : null));

  const join = () =>
    Taro.navigateTo({
      url: `/join/apply?unionId=${found.data?.invitation?.union.id}${token ? `&scene=${encodeURIComponent(token)}` : ''}`,
    });
  const act = () => {
    if (!found.data?.invitation) return undefined;
    const { id } = found.data.invitation.union;
    if (mine.data?.membership?.unionId === id)
      return (
        <Big id="card" onTap={() => Taro.navigateTo({ url: '/card/index' })}>
          您已是这里的会员，看会员卡
        </Big>
      );
    if (mine.data?.moving)
      return (
        <Big id="transfer" onTap={() => Taro.navigateTo({ url: '/transfer/index' })}>
          您有转会在办，看进度
        </Big>
      );
    if (mine.data?.membership)
      return (
        <Big id="transfer" icon="swap" onTap={() => Taro.navigateTo({ url: `/transfer/ask?unionId=${id}` })}>
          申请转会
        </Big>
      );
    const state = mine.data?.application?.state as ApplicationState | undefined;
    if (state && isOpen(state))
      return (
        <Big id="progress" onTap={() => Taro.navigateTo({ url: '/join/application' })}>
          您有申请在办，看进度
        </Big>
      );
    return (
      <Big id="join" onTap={join}>
        我要加入
      </Big>
    );
  };
  const show = () => {
    const { data, error, again } = found;
    if (!data) return error ? <Failed error={error} again={again} /> : <Skeleton rows={6} />;
    if (data.invitation) return <Invitation {...data.invitation} />;
    return <NotHere why={data.why} />;
  };
  return (
    <Page title="加入工会" bar={act()}>
      <View>{show()}</View>
    </Page>
  );
}
