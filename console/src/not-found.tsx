import { Link } from 'react-router';
import { Page } from './ui/page';
import { Nothing } from './ui/states';

export function NotFound() {
  return (
    <Page title="没有这一页">
      <Nothing words="这个地址没有内容，可能是链接不完整。">
        <Link to="/">回到首页</Link>
      </Nothing>
    </Page>
  );
}
