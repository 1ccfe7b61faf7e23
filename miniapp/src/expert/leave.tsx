import { dayOf, sayDay } from '@niangjia/shared/rules/days';
import { limits } from '@niangjia/shared/rules/limits';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { api, mustSignIn, newKey, sentenceOf } from '../api';
import { reasonProblem } from '../desk/reason-sheet';
import { Notice } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Chip } from '../ui/chip';
import { Fact, Facts } from '../ui/facts';
import { Field, Group } from '../ui/field';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { SureSheet } from '../ui/sure-sheet';
import { mondayOf, Weeks } from '../ui/weeks';
import { useCall } from '../use-call';
import { type Leave, onLeave } from './words';

definePageConfig({ navigationBarTitleText: '请假' });

interface Span {
  fromDay: string;
  untilDay: string;
}

/** The first tap is the first day, the second the last one; a third begins anew. */
const turnSpan = (span: Span | null, day: string): Span =>
  span && span.fromDay === span.untilDay && day > span.fromDay
    ? { ...span, untilDay: day }
    : { fromDay: day, untilDay: day };

const saySpan = ({ fromDay, untilDay }: Span): string =>
  fromDay === untilDay ? `${sayDay(fromDay)}，一天` : `${sayDay(fromDay)} 到 ${sayDay(untilDay)}`;

const LeaveList = ({
  leaves,
  today,
  onCancel,
}: {
  leaves: Leave[];
  today: string;
  onCancel: (leave: Leave) => void;
}) => (
  <Facts title="我的请假">
    {leaves.length === 0 && <View className="second">还没有请过假。请假的日子不会安排上门服务。</View>}
    {leaves.map((leave) => (
      <Fact key={leave.id} name={leave.reason}>
        <View>{saySpan(leave)}</View>
        {leave.cancelledAt ? (
          <Chip tone="quiet" word="已取消" />
        ) : leave.untilDay >= today ? (
          <Word id={`end-${leave.id}`} onTap={() => onCancel(leave)}>
            取消请假
          </Word>
        ) : (
          <Chip tone="done" word="已过去" />
        )}
      </Fact>
    ))}
  </Facts>
);

/** Days on which the expert is not to be had; ended again while they last. */
export default function LeavePage() {
  const today = dayOf(new Date());
  const { data, error, again } = useCall(() => api('GET /own-leaves'));
  const [from, setFrom] = useState(() => mondayOf(today));
  const [span, setSpan] = useState<Span | null>(null);
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<{ days?: string | undefined; reason?: string | undefined }>({});
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [key, setKey] = useState(newKey);
  const [ending, setEnding] = useState<Leave | null>(null);
  const leaves = data?.items ?? [];

  const submit = async () => {
    const found = { days: span ? undefined : '请点请假的第一天和最后一天。', reason: reasonProblem(reason) };
    setWrong(found);
    setFailure(undefined);
    if (!span || found.reason) return;
    setBusy(true);
    try {
      await api('POST /own-leaves', { body: { ...span, reason: reason.trim() }, idempotencyKey: key });
      setSpan(null);
      setReason('');
      setKey(newKey());
      await again();
    } catch (problem) {
      setFailure(sentenceOf(problem));
      setKey(newKey());
    } finally {
      setBusy(false);
    }
  };
  const show = () => {
    if (!data || mustSignIn(error)) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    return (
      <>
        <Group id="days" label="哪几天" error={wrong.days}>
          <View className="panel">
            <Weeks
              label="请假的日子"
              from={from}
              weeks={5}
              today={today}
              look={(day) => ({
                on: span !== null && span.fromDay <= day && day <= span.untilDay,
                off: day < today,
                mark: onLeave(leaves, day) ? '请假' : undefined,
              })}
              onTap={(day) => {
                setSpan(turnSpan(span, day));
                setWrong({});
                setKey(newKey());
              }}
              onTurn={setFrom}
            />
          </View>
          <View className="second" id="span">
            {span ? saySpan(span) : '先点第一天，再点最后一天。一次最长 60 天。'}
          </View>
        </Group>
        <Field
          id="reason"
          kind="long"
          label="原因"
          hint="安排服务的部门会看到。"
          max={limits.reason.max}
          value={reason}
          error={wrong.reason}
          onInput={(text) => {
            setReason(text);
            setKey(newKey());
          }}
        />
        <LeaveList leaves={leaves} today={today} onCancel={setEnding} />
      </>
    );
  };
  return (
    <Page
      title="请假"
      bar={
        data &&
        !mustSignIn(error) && (
          <>
            {failure && <Notice tone="needs">{failure}</Notice>}
            <Big id="submit" busy={busy} onTap={submit}>
              登记请假
            </Big>
          </>
        )
      }
    >
      {show()}
      {ending && (
        <SureSheet
          title="取消请假"
          word="取消请假"
          act={() => api('POST /own-leaves/:id/cancel', { params: { id: ending.id } })}
          onClose={(done) => {
            setEnding(null);
            return done ? again() : undefined;
          }}
        >
          <View className="gap">{saySpan(ending)}。取消后，这些日子可能会安排上门服务。</View>
        </SureSheet>
      )}
    </Page>
  );
}
