import { api } from '../api';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { AskClosing } from './ask-closing';
import { ClosingState } from './closing-state';
import { isClosing } from './data-form';

definePageConfig({ navigationBarTitleText: '注销账号' });

/** Closing the account: what goes with it before it is asked for, then how it stands. */
export default function CloseAccount() {
  const { data, error, again } = useCall(() => api('GET /me/data'));
  if (!data)
    return <Page title="注销账号">{error ? <Failed error={error} again={again} /> : <Skeleton rows={6} />}</Page>;
  return isClosing(data.closing) ? (
    <ClosingState closing={data.closing} onChanged={again} />
  ) : (
    <AskClosing own={data} onAsked={again} />
  );
}
