/** The table of the calendar. A week shows each visit in words, a month how many on a day. */
import type { Reply } from '@niangjia/shared/contract/index';
import { dayOf, sayDay } from '@niangjia/shared/rules/days';
import { visitStates } from '@niangjia/shared/rules/orders';
import { Link } from 'react-router';
import { sayClock } from '../orders/say';
import type { Span } from './span';

type Calendar = Reply<'GET /visits'>;
type Visit = Calendar['items'][number];
export interface Line {
  id: string;
  name: string;
  visits: Visit[];
  leaves: Calendar['leaves'];
}

const unitsOf = (visit: Visit): string => visit.orders.map(({ unionName }) => unionName).join('、');
const allOf = (visit: Visit): string =>
  `${sayClock(visit.startAt)}–${sayClock(visit.endAt)} ${visit.title}，${visit.expertName}，${unitsOf(visit)}，${visitStates[visit.state]}`;

function WeekCell({ visits }: { visits: Visit[] }) {
  return visits.map((visit) => (
    <Link key={visit.id} to={`/visits/${visit.id}`} className={`visit ${visit.state}`} title={allOf(visit)}>
      <strong>{sayClock(visit.startAt)}</strong> {visit.title}
      <small>{unitsOf(visit) || visit.placeName}</small>
      {visit.state === 'proposed' && <small>待确认</small>}
    </Link>
  ));
}

/** One visit opens; several open the week in which they are. */
function MonthCell({ visits, day, toWeek }: { visits: Visit[]; day: string; toWeek: (day: string) => void }) {
  const [first] = visits;
  if (!first) return null;
  const state = visits.some((visit) => visit.state === 'proposed') ? 'proposed' : first.state;
  const title = visits.map(allOf).join('\n');
  if (visits.length === 1)
    return (
      <Link to={`/visits/${first.id}`} className={`visit small ${state}`} title={title} aria-label={title}>
        {sayClock(first.startAt).slice(0, 2)}
      </Link>
    );
  return (
    <button
      type="button"
      className={`visit small ${state}`}
      title={title}
      aria-label={`${sayDay(day)} ${visits.length} 次，看那一周`}
      onClick={() => toWeek(day)}
    >
      ×{visits.length}
    </button>
  );
}

interface GridProps {
  span: Span;
  lines: Line[];
  restDays: readonly string[];
  /** What a row is. */
  head: string;
  toWeek: (day: string) => void;
}

export function Grid({ span, lines, restDays, head, toWeek }: GridProps) {
  const today = dayOf(new Date());
  const month = span.view === 'month';
  const headOf = (day: string) => (month ? String(Number(day.slice(8))) : sayDay(day));
  const classOf = (day: string) =>
    [restDays.includes(day) && 'rest', day === today && 'is-today'].filter(Boolean).join(' ');
  return (
    // Wide months scroll sideways in their own box, by the keyboard too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached
    <section className="panel calendar" aria-label="日历" tabIndex={0}>
      <table className={month ? 'calendar-table month' : 'calendar-table'} id="calendar">
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {span.days.map((day) => (
              <th key={day} scope="col" className={classOf(day)} aria-label={sayDay(day)}>
                {headOf(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">{line.name}</th>
              {span.days.map((day) => {
                const visits = line.visits.filter((visit) => dayOf(visit.startAt) === day);
                const away = line.leaves.some((leave) => leave.fromDay <= day && day <= leave.untilDay);
                return (
                  <td key={day} className={`${classOf(day)}${away ? ' away' : ''}`}>
                    {away && <span className="away-word">{month ? '假' : '请假'}</span>}
                    {month ? <MonthCell visits={visits} day={day} toWeek={toWeek} /> : <WeekCell visits={visits} />}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
