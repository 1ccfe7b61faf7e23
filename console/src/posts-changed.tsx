/** When a post ends or begins while a page is open: a plain sentence and a way on; nothing typed is thrown away. */
import { ReloadOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import type { Me } from './me';

const namesOf = (me: Me): string[] => me.posts.map(({ unionName, roleLabel }) => `${unionName} ${roleLabel}`).sort();

export function PostsChanged({ began, now }: { began: Me; now: Me }) {
  const posts = namesOf(now);
  if (namesOf(began).join() === posts.join()) return null;
  return (
    <Alert
      id="posts-changed"
      className="posts-changed"
      type="warning"
      showIcon
      title="您的岗位已结束或变更"
      description={`${
        posts.length > 0 ? `您现在的岗位：${posts.join('；')}。` : '您现在没有岗位，这里的事不能再办。'
      }页面上填的内容还在，需要的话先复制，再重新载入。`}
      action={
        <Button id="posts-reload" icon={<ReloadOutlined />} onClick={() => window.location.reload()}>
          重新载入
        </Button>
      }
    />
  );
}
