import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { api, mustSignIn, newKey, sentenceOf } from '../api';
import { isSignedIn } from '../session';
import { goSignIn } from '../sign-in';
import { Answer, Notice } from '../ui/answer';
import { Big } from '../ui/button';
import { Page } from '../ui/page';
import { RateSheet } from '../ui/rate-sheet';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { SignInCodeEntry, scanSignInCode } from './attend-code';
import { AttendanceList } from './attendance-list';

definePageConfig({ navigationBarTitleText: '上门服务签到' });

type Attendance = Reply<'GET /attendances'>['items'][number];

const mini = process.env.TARO_ENV === 'weapp';

const Done = ({ done }: { done: Attendance }) => (
  <Answer tone="done" word="已签到" title={`${done.title}，已签到`}>
    <View className="second">
      {done.placeName}，{done.expertName}
    </View>
    <View className="second">
      {sayTime(done.at)} 签到{done.stars === null ? `，开始后到 ${sayTime(done.rateUntil)} 可以评价` : ''}
    </View>
  </Answer>
);

/** Who is present scans the expert's code, and says later how it was. */
export default function AttendancePage() {
  const { data, error, again } = useCall(async () => (isSignedIn() ? (await api('GET /attendances')).items : null));
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [done, setDone] = useState<Attendance>();
  const [rating, setRating] = useState<Attendance>();

  const signIn = async (code: string) => {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      setDone(await api('POST /attendances', { body: { code: code.trim() }, idempotencyKey: newKey() }));
      setTyped('');
      await again();
    } catch (problem) {
      setFailure(sentenceOf(problem));
    } finally {
      setBusy(false);
    }
  };
  const act = async () => {
    const code = mini ? await scanSignInCode() : typed;
    if (code === undefined) return;
    if (code.trim() === '') return void setFailure('请先粘贴签到码，或从照片里读。');
    await signIn(code);
  };
  const show = () => {
    if (data === undefined || mustSignIn(error))
      return error ? <Failed error={error} again={again} /> : <Skeleton rows={2} />;
    if (data === null)
      return (
        <Answer tone="told" word="先登录" title="登录后签到">
          <View className="second gap">签到记在您的名下，服务后可以评价。</View>
          <Big id="sign-in" onTap={() => goSignIn().then(again, again)}>
            登录
          </Big>
        </Answer>
      );
    const shown = done && (data.find(({ id }) => id === done.id) ?? done);
    return (
      <>
        {shown ? (
          <Done done={shown} />
        ) : (
          <Answer tone="told" word="签到" title="到了现场，扫专家手机上的签到码">
            <View className="second">开始前一小时到结束后两小时内可以签到。</View>
          </Answer>
        )}
        {failure && <Notice tone="needs">{failure}</Notice>}
        {!shown && <SignInCodeEntry typed={typed} busy={busy} onType={setTyped} onCode={signIn} />}
        <AttendanceList items={data} onRate={setRating} />
      </>
    );
  };
  const ratable =
    done && data?.find(({ id, stars }) => id === done.id && stars === null && done.startAt <= new Date().toISOString());
  const bar =
    data &&
    !mustSignIn(error) &&
    (ratable ? (
      <Big id="rate" icon="star" onTap={() => setRating(ratable)}>
        评价这次服务
      </Big>
    ) : done ? (
      <Big id="next" other onTap={() => (Taro.getCurrentPages().length > 1 ? Taro.navigateBack() : setDone(undefined))}>
        好了
      </Big>
    ) : (
      <Big id="scan" icon="scan" busy={busy} onTap={act}>
        {mini ? '扫码签到' : '签到'}
      </Big>
    ));
  return (
    <Page title="上门服务签到" bar={bar}>
      {show()}
      {rating && (
        <RateSheet
          title={`评价“${rating.title}”`}
          hint="专家和工会看得到这段话，看不到您的名字。"
          max={200}
          act={(stars, words) =>
            api('POST /attendances/:id/rate', { params: { id: rating.id }, body: { stars, words } })
          }
          onClose={() => setRating(undefined)}
          onDone={again}
        />
      )}
    </Page>
  );
}
