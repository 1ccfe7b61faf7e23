import type { ReactNode } from 'react';

/** One line of what is known: its name small above it. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A panel of facts with a heading; `beside` stands at the right of the heading. */
export function Facts({ title, beside, children }: { title: string; beside?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{title}</h2>
        {beside}
      </div>
      <dl className="facts">{children}</dl>
    </section>
  );
}
