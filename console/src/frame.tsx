/** What stands around every screen: who I am, the menu by job, the way out. */
import { LogoutOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Suspense, useState } from 'react';
import { Link, Navigate, Outlet, useLocation } from 'react-router';
import { api } from './api';
import { type Me, MeProvider, useMeQuery } from './me';
import { isHere, menuOf } from './menu';
import { keepSession, useSignedIn } from './session';
import { Boundary } from './ui/boundary';
import { Help } from './ui/help';
import { useKeys } from './ui/keys';
import { Page } from './ui/page';
import { Failed, Loading, Nothing } from './ui/states';

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
  return (
    <nav className="menu" aria-label="主菜单">
      {menuOf(me).map((item) => (
        <section key={item.to}>
          <h2>{item.job}</h2>
          <Link to={item.to} aria-current={isHere(item, pathname) ? 'page' : undefined}>
            {item.label}
          </Link>
        </section>
      ))}
    </nav>
  );
}

/** Home is the queue; who may not read it starts at the first screen of their menu. */
function Content({ me }: { me: Me }) {
  const { pathname } = useLocation();
  const menu = menuOf(me);
  if (pathname !== '/' || menu[0]?.to === '/') return <Outlet />;
  return menu[0] ? (
    <Navigate to={menu[0].to} replace />
  ) : (
    <Page title="工作台">
      <Nothing words="您的岗位在电脑端没有要办的事。岗位有误请联系本工会主席。" />
    </Page>
  );
}

export function Frame() {
  const signedIn = useSignedIn();
  const { pathname, search } = useLocation();
  const me = useMeQuery(signedIn);
  const [helping, setHelping] = useState(false);
  useKeys({ '?': () => setHelping(true) });

  const to = encodeURIComponent(pathname + search);
  if (!signedIn) return <Navigate to={pathname === '/' && !search ? '/sign-in' : `/sign-in?to=${to}`} replace />;
  return (
    <>
      <a className="skip" href="#content">
        跳到内容
      </a>
      <header className="top">
        <span className="brand">娘家 · 工会工作台</span>
        {me.data && <Who me={me.data} openHelp={() => setHelping(true)} />}
      </header>
      <div className="body">
        {me.data && <Menu me={me.data} />}
        <main id="content" tabIndex={-1}>
          {me.isPending && <Loading />}
          {me.isError && !me.data && <Failed error={me.error} retry={() => me.refetch()} />}
          {me.data && (
            <MeProvider value={me.data}>
              <Boundary key={pathname.split('/')[1]}>
                <Suspense fallback={<Loading />}>
                  <Content me={me.data} />
                </Suspense>
              </Boundary>
            </MeProvider>
          )}
        </main>
      </div>
      <Help open={helping} close={() => setHelping(false)} />
    </>
  );
}
