import Taro from '@tarojs/taro';
import { api } from '../api';
import { readDraft } from '../join/draft';
import { isSignedIn } from '../session';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { Benefits } from './benefits';
import { Membership } from './membership';
import { Newcomer } from './newcomer';
import { Waiting } from './waiting';

definePageConfig({ navigationBarTitleText: '娘家' });

const load = async () => ({ me: isSignedIn() ? await api('GET /me') : null, draft: readDraft('join') });

/** What waits for me, what is my union, what can I get. */
export default function Home() {
  const { data, error, again } = useCall(load);
  const show = () => {
    if (!data) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    const { me, draft } = data;
    if (me?.membership)
      return (
        <>
          <Membership {...me.membership} name={me.name} />
          <Benefits joinedOn={me.membership.joinedOn} />
        </>
      );
    const open = me?.application;
    return (
      <>
        {open && <Waiting {...open} />}
        {open && ['submitted', 'returned'].includes(open.state) && <Benefits joinedOn={null} />}
        {(!open || ['refused', 'recalled'].includes(open.state)) && (
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
