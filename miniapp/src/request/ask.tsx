import { type RequestKind, requestKinds } from '@niangjia/shared/rules/members';
import Taro, { useRouter } from '@tarojs/taro';
import { Big } from '../ui/button';
import { Page } from '../ui/page';
import { Empty } from '../ui/states';
import { AskPage } from './ask-page';
import { isKind } from './request-form';

definePageConfig({ navigationBarTitleText: '提交请求' });

/** The form of one kind of request. */
export default function AskRequest() {
  const { kind } = useRouter().params;
  if (isKind(kind)) return <AskPage kind={kind as RequestKind} title={requestKinds[kind].label} />;
  return (
    <Page title="提交请求">
      <Empty icon="list" title="没有这一项。">
        <Big id="requests" onTap={() => Taro.redirectTo({ url: '/request/index' })}>
          看能办什么
        </Big>
      </Empty>
    </Page>
  );
}
