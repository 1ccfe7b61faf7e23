import { type ReactNode, useEffect, useRef } from 'react';

interface PageProps {
  title: string;
  /** Stands beside the title. */
  beside?: ReactNode;
  /** Acts at the right end. */
  acts?: ReactNode;
  children: ReactNode;
}

/** A screen: its name in the tab and as the heading, where a screen reader starts after every change of address. */
export function Page({ title, beside, acts, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · 娘家工作台`;
    heading.current?.focus();
  }, [title]);
  return (
    <>
      <header className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {beside}
        <div className="page-acts">{acts}</div>
      </header>
      {children}
    </>
  );
}
