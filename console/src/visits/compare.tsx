/** The finding of a plan as a sentence, and two bars: people served per expert's day, by plan and by arrival. */
import type { Reply } from '@niangjia/shared/contract/index';

type Plan = Reply<'GET /plans'>['items'][number];

export function Compare({ plan }: { plan: Plan }) {
  const { perExpertDay: own, greedyPerExpertDay: greedy } = plan;
  const better = own !== null && greedy ? Math.round((own / greedy - 1) * 100) : null;
  const most = Math.max(own ?? 0, greedy ?? 0, 1);
  const rows = [
    ['这份计划', own, ''],
    ['按先后一张张排', greedy, ' greedy'],
  ] as const;
  return (
    <section className="panel">
      <h2 id="plan-answer">
        {plan.orders} 张单子排上 {plan.planned} 张，服务 {plan.people} 人，专家出门 {plan.expertDays} 天
        {better !== null && better > 0 && `；每专家日多服务 ${better}%`}
      </h2>
      {own !== null && (
        <div className="compare">
          {rows.map(([label, value, look]) => [
            <span key={`${label} name`}>{label}</span>,
            <div
              key={`${label} bar`}
              className={`compare-bar${look}`}
              style={{ width: `${((value ?? 0) / most) * 100}%` }}
            />,
            <span key={`${label} value`}>{value === null ? '—' : `${value.toFixed(1)} 人/专家日`}</span>,
          ])}
        </div>
      )}
    </section>
  );
}
