import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { keepSession } from './session';
import { SignInForm } from './sign-in-form';

/** Stands over the page, which keeps what was typed. Another person's session starts from a clean page. */
export function SessionLost({ account }: { account: string }) {
  const client = useQueryClient();
  return (
    <Modal
      open
      title="登录已失效"
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      width={440}
      footer={[
        <Button key="leave" id="lost-leave" onClick={() => keepSession(undefined)}>
          不继续了，回到登录页
        </Button>,
      ]}
    >
      <p id="session-lost">您的岗位已结束或变更，或登录已过期。页面上填的内容还在：重新登录后接着办。</p>
      <SignInForm
        account={account}
        done={(answers) => (answers.account === account ? client.invalidateQueries() : window.location.reload())}
      />
    </Modal>
  );
}
