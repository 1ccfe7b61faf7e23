/** What stands around every screen: who I am, the menu by job, the way out. */
import { LogoutOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link, Navigate, Outlet, useLocation } from 'react-router';
import { api, doubts } from './api';
import { type Me, MeProvider, useMeQuery } from './me';
import { isHere, jobs, menuOf } from './menu';
import { PostsChanged } from './posts-changed';
import { keepSession, useStanding } from './session';
import { Boundary } from './ui/boundary';
import { Help } from './ui/help';
import { useKeys } from './ui/keys';
import { Failed, Loading } from './ui/states';
import { StepUp } from './ui/step-up';

const SessionLost = lazy(() => import('./session-lost').then((file) => ({ default: file.SessionLost })));

function Who({ me, openHelp }: { me: Me; openHelp: () => void }) {
  const client = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => api('POST /sessions/end'),
    // The server may be out of reach: this machine forgets the session all the same.
    onSettled: () => {
      keepSession(undefined);
      client.clear();
    },
  });
  const posts = me.posts.map((post) => `${post.unionName} ${post.roleLabel}`).join('；');
  return (
    <div className="who">
      <div className="who-words">
        <strong id="my-name">{me.name}</strong>
        <span id="my-posts" title={posts}>
          {posts}
        </span>
      </div>
      <Button type="text" id="help" onClick={openHelp}>
        快捷键 <kbd>?</kbd>
      </Button>
      <Button id="sign-out" icon={<LogoutOutlined />} loading={signOut.isPending} onClick={() => signOut.mutate()}>
        退出
      </Button>
    </div>
  );
}

function Menu({ me }: { me: Me }) {
  const { pathname } = useLocation();
  const menu = menuOf(me);
  return (
    <nav className="menu" aria-label="主菜单">
      <Link to="/" aria-current={pathname === '/' ? 'page' : undefined}>
        我的待办
      </Link>
      {jobs.map((job) => {
        const items = menu.filter((item) => item.job === job);
        if (items.length === 0) return null;
        return (
          <section key={job}>
            <h2>{job}</h2>
            {items.map((item) => (
              <Link key={item.to} to={item.to} aria-current={isHere(item, pathname) ? 'page' : undefined}>
                {item.label}
              </Link>
            ))}
          </section>
        );
      })}
    </nav>
  );
}

export function Frame() {
  const standing = useStanding();
  const { pathname, search } = useLocation();
  const me = useMeQuery(standing === 'in');
  // Page and menu stay as they began: what is half typed on a page does not vanish with a post that ends meanwhile.
  const [began, setBegan] = useState<Me>();
  if (me.data && !began) setBegan(me.data);
  const [helping, setHelping] = useState(false);
  useKeys({ '?': () => setHelping(true) });
  const { refetch } = me;
  useEffect(() => {
    const look = () => void refetch();
    doubts.addEventListener('doubt', look);
    return () => doubts.removeEventListener('doubt', look);
  }, [refetch]);

  const to = encodeURIComponent(pathname + search);
  if (standing === 'out' || (standing === 'lost' && !began))
    return <Navigate to={pathname === '/' && !search ? '/sign-in' : `/sign-in?to=${to}`} replace />;
  return (
    <>
      <a className="skip" href="#content">
        跳到内容
      </a>
      <header className="top">
        <span className="brand">娘家 · 工会工作台</span>
        {began && <Who me={began} openHelp={() => setHelping(true)} />}
      </header>
      <div className="body">
        {began && <Menu me={began} />}
        <main id="content" tabIndex={-1}>
          {me.isPending && !began && <Loading />}
          {me.isError && !began && <Failed error={me.error} retry={() => me.refetch()} />}
          {began && (
            <MeProvider value={began}>
              {me.data && <PostsChanged began={began} now={me.data} />}
              <Boundary key={pathname.split('/')[1]}>
                <Suspense fallback={<Loading />}>
                  <StepUp>
                    <Outlet />
                  </StepUp>
                </Suspense>
              </Boundary>
            </MeProvider>
          )}
        </main>
      </div>
      {standing === 'lost' && began && (
        <Suspense>
          <SessionLost account={began.account} />
        </Suspense>
      )}
      <Help open={helping} close={() => setHelping(false)} />
    </>
  );
}
