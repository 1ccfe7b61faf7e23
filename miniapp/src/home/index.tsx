import { type ApplicationState, isOpen } from '@niangjia/shared/rules/membership';
import Taro from '@tarojs/taro';
import { api } from '../api';
import { MineNext } from '../event/mine-next';
import { dropServed, readDraft } from '../join/draft';
import { isSignedIn } from '../session';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { Benefits } from './benefits';
import { Membership } from './membership';
import { Newcomer } from './newcomer';
import { type Around, isUnderway, Underway } from './running';
import { Unread } from './unread';
import { Waiting } from './waiting';
import { Welfare } from './welfare';

definePageConfig({ navigationBarTitleText: '娘家' });

const nothing: Around = { transfers: [], requests: [], unread: 0 };

/** Only additions: when one does not come, the page still stands. */
async function loadAround(): Promise<Around> {
  const [transfers, requests, notices] = await Promise.all([
    api('GET /transfers/mine').catch(() => undefined),
    api('GET /requests/mine').catch(() => undefined),
    api('GET /notices', {}).catch(() => undefined),
  ]);
  return { transfers: transfers?.items ?? [], requests: requests?.items ?? [], unread: notices?.unread ?? 0 };
}

async function load() {
  const me = isSignedIn() ? await api('GET /me') : null;
  const [around, bookings] = me
    ? await Promise.all([loadAround(), api('GET /bookings/next').catch(() => undefined)])
    : [nothing, undefined];
  const state = me?.application?.state as ApplicationState | undefined;
  if (me) dropServed(state, me.membership !== null);
  return { me, state, around, bookings, draft: readDraft('join') };
}

/** What waits for me, what is my union, what can I get. */
export default function Home() {
  const { data, error, again } = useCall(load);
  const show = () => {
    if (!data) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    const { me, state, around, bookings, draft } = data;
    if (me?.membership)
      return (
        <>
          <Unread {...around} />
          <Underway {...around} />
          {bookings?.offer && <MineNext {...bookings} now={Date.parse(bookings.now)} />}
          <Membership
            {...me.membership}
            name={me.name}
            above={isUnderway(around) || bookings?.offer ? 'underway' : around.unread > 0 ? 'unread' : null}
          >
            {bookings && !bookings.offer && <MineNext {...bookings} now={Date.parse(bookings.now)} />}
            <Welfare />
          </Membership>
          <Benefits unionId={me.membership.unionId} joinedOn={me.membership.joinedOn} />
        </>
      );
    const newest = me?.application;
    return (
      <>
        <Unread {...around} />
        {newest && <Waiting {...newest} />}
        <Underway {...around} />
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
