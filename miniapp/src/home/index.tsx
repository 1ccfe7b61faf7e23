import { type ApplicationState, isOpen } from '@niangjia/shared/rules/membership';
import Taro from '@tarojs/taro';
import { api } from '../api';
import { dropServed, readDraft } from '../join/draft';
import { isSignedIn } from '../session';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { Benefits } from './benefits';
import { Membership } from './membership';
import { Newcomer } from './newcomer';
import { Waiting } from './waiting';

definePageConfig({ navigationBarTitleText: '娘家' });

async function load() {
  const me = isSignedIn() ? await api('GET /me') : null;
  const state = me?.application?.state as ApplicationState | undefined;
  if (me) dropServed(state, me.membership !== null);
  return { me, state, draft: readDraft('join') };
}

/** What waits for me, what is my union, what can I get. */
export default function Home() {
  const { data, error, again } = useCall(load);
  const show = () => {
    if (!data) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    const { me, state, draft } = data;
    if (me?.membership)
      return (
        <>
          <Membership {...me.membership} name={me.name} />
          <Benefits unionId={me.membership.unionId} joinedOn={me.membership.joinedOn} />
        </>
      );
    const newest = me?.application;
    return (
      <>
        {newest && <Waiting {...newest} />}
        {state && isOpen(state) && <Benefits unionId={null} joinedOn={null} />}
        {(!state || ['refused', 'recalled'].includes(state)) && (
          <Newcomer
            draft={draft?.heading ?? null}
            signedIn={me !== null}
            onSignedIn={again}
            onGoOn={({ unionId, codeToken }) =>
              Taro.navigateTo({ url: `/join/apply?unionId=${unionId}${codeToken ? `&scene=${codeToken}` : ''}` })
            }
          />
        )}
      </>
    );
  };
  return (
    <Page title="娘家" tab="home/index">
      {show()}
    </Page>
  );
}
