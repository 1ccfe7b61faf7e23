/** Staff sign in with account, password and the six digits of their authenticator. */
import { useQueryClient } from '@tanstack/react-query';
import { Link, Navigate, useSearchParams } from 'react-router';
import { useStanding } from './session';
import { SignInForm } from './sign-in-form';
import { Page } from './ui/page';

/** Only addresses inside the console: `//elsewhere` would leave it. */
const inside = (to: string | null): string => (to && /^\/(?!\/)/.test(to) ? to : '/');

export function SignIn() {
  const [search] = useSearchParams();
  const standing = useStanding();
  const client = useQueryClient();
  if (standing === 'in') return <Navigate to={inside(search.get('to'))} replace />;
  return (
    <main className="sign-in">
      <div className="panel">
        <Page title="登录工会工作台">
          <SignInForm done={() => client.clear()} />
          <p className="sign-in-more">
            收到启用短信、第一次登录？<Link to="/activate">启用账号</Link>
          </p>
        </Page>
      </div>
    </main>
  );
}
