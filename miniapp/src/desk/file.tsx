import { staffApi } from '../api';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { FilePage } from './file-page';
import { goDeskSignIn } from './go';

definePageConfig({ navigationBarTitleText: '代办入会' });

/** Filing for a worker who cannot do it on a phone (C-16). */
export default function File() {
  const { data, error, again } = useCall(() => staffApi('GET /union-choices'));
  if (data) return <FilePage unions={data.items} />;
  return (
    <Page title="代办入会">
      {error ? <Failed error={error} again={again} signIn={goDeskSignIn} /> : <Skeleton rows={6} />}
    </Page>
  );
}
