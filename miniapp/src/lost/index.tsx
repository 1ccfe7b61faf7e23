import Taro from '@tarojs/taro';
import { Big } from '../ui/button';
import { Page } from '../ui/page';
import { Empty } from '../ui/states';

definePageConfig({ navigationBarTitleText: '没有这一页' });

/** An address that leads nowhere says so, and leads home. */
export default function Lost() {
  return (
    <Page title="没有这一页">
      <Empty icon="search" title="没有这一页。链接可能不完整，或者已经换了地方。">
        <Big id="to-home" icon="home" onTap={() => Taro.switchTab({ url: '/home/index' })}>
          回首页
        </Big>
      </Empty>
    </Page>
  );
}
