import type { ReactNode } from 'react';
import { mustSignIn } from '../api';
import { More } from '../ui/more';
import { Page } from '../ui/page';
import { Empty, Failed, Skeleton } from '../ui/states';
import type { Pages } from '../use-pages';
import { goDeskSignIn } from './go';

interface Props extends Pages {
  title: string;
  /** Filters, above the list. */
  head?: ReactNode;
  loaded: boolean;
  error: unknown;
  again: () => unknown;
  /** Said when there is nothing. */
  empty: string;
  children: ReactNode[];
}

/** A list of the desk in its states: loading, failed, empty, here. */
export const DeskList = ({ title, head, loaded, error, again, empty, children, ...pages }: Props) => {
  const show = () => {
    if (!loaded || mustSignIn(error))
      return error ? <Failed error={error} again={again} signIn={goDeskSignIn} /> : <Skeleton />;
    return (
      <>
        {children}
        {children.length === 0 && <Empty icon="done" title={empty} />}
        <More {...pages} />
      </>
    );
  };
  return (
    <Page title={title}>
      {!mustSignIn(error) && head}
      {show()}
    </Page>
  );
};
