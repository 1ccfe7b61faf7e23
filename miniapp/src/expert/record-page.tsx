import { Refused } from '@niangjia/shared/client';
import type { Reply } from '@niangjia/shared/contract/index';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { api, newKey, sentenceOf } from '../api';
import { Answer, Notice } from '../ui/answer';
import { Big } from '../ui/button';
import { Field } from '../ui/field';
import { Page } from '../ui/page';
import { PhotosPart, type Shot } from './photos-part';
import { type Problems, problemsIn, problemsOf, type RecordDraft } from './record-form';
import { sayVisitTime } from './words';

type Visit = Reply<'GET /own-visits/:id'>;

const nameOf = (id: string) => `record-${id}`;

interface Kept extends RecordDraft {
  photoIds: string[];
}

const readDraft = (visit: Visit): Kept => {
  const kept = Taro.getStorageSync(nameOf(visit.id)) as Kept | '';
  if (kept) return kept;
  const minutes = String(Math.round((Date.parse(visit.endAt) - Date.parse(visit.startAt)) / 60_000));
  return { minutes, served: visit.signedIn ? String(visit.signedIn) : '', words: '', photoIds: [] };
};

const kept = (fileId: string): Shot => ({ key: fileId, photo: null, fileId, failure: null });

/** Minutes, how many, what was done, photos; kept on this phone until it is sent. */
export const RecordPage = ({ visit }: { visit: Visit }) => {
  const [begun] = useState(() => readDraft(visit));
  const [draft, setDraft] = useState<RecordDraft>(begun);
  const [shots, setShots] = useState<Shot[]>(() => begun.photoIds.map(kept));
  const [problems, setProblems] = useState<Problems>({});
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [key, setKey] = useState(newKey);

  const fileIds = shots.flatMap(({ fileId }) => fileId ?? []);
  const keep = (typed: RecordDraft, photoIds: string[]) =>
    Taro.setStorageSync(nameOf(visit.id), { ...typed, photoIds } satisfies Kept);
  const put = (patch: Partial<RecordDraft>) => {
    const next = { ...draft, ...patch };
    setDraft(next);
    keep(next, fileIds);
    setProblems({});
    setKey(newKey());
  };
  const changeShots = (change: (shots: readonly Shot[]) => Shot[]) =>
    setShots((all) => {
      const next = change(all);
      keep(
        draft,
        next.flatMap(({ fileId }) => fileId ?? []),
      );
      return next;
    });
  const submit = async () => {
    const found = problemsOf(draft, shots.length - fileIds.length);
    setProblems(found);
    const count = Object.keys(found).length;
    setFailure(count ? `还有 ${count} 处要改，请看红字。` : undefined);
    if (count) return;
    setBusy(true);
    try {
      const { minutes, served, words } = draft;
      await api('POST /own-visits/:id/record', {
        params: { id: visit.id },
        body: { minutes: Number(minutes), served: Number(served), words: words.trim(), photoIds: fileIds },
        idempotencyKey: key,
      });
      Taro.removeStorageSync(nameOf(visit.id));
      void Taro.showToast({ title: '已记录，等单位确认', icon: 'none' });
      if (Taro.getCurrentPages().length > 1) await Taro.navigateBack();
      else await Taro.redirectTo({ url: `/expert/visit?id=${visit.id}` });
    } catch (error) {
      if (error instanceof Refused) setProblems(problemsIn(error.body.fields ?? []));
      setFailure(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page
      title="服务记录"
      bar={
        <>
          {failure && <Notice tone="needs">{failure}</Notice>}
          <Big id="submit" busy={busy} onTap={submit}>
            提交记录
          </Big>
        </>
      }
    >
      <Answer tone="told" word="记录" title={visit.title}>
        <View className="second">
          {sayVisitTime(visit)}，{visit.placeName}
        </View>
        <View className="second">已签到 {visit.signedIn} 人。提交后由单位确认。</View>
      </Answer>
      <Field
        id="minutes"
        label="实际多少分钟"
        kind="digits"
        max={3}
        value={draft.minutes}
        error={problems.minutes}
        onInput={(minutes) => put({ minutes })}
      />
      <Field
        id="served"
        label="服务了多少人"
        kind="digits"
        max={4}
        hint="没有扫码的人也算。"
        value={draft.served}
        error={problems.served}
        onInput={(served) => put({ served })}
      />
      <Field
        id="words"
        label="做了什么"
        kind="long"
        max={500}
        hint="讲了哪些内容、大家问了什么、还需要什么。不写个人的病情和隐私。"
        value={draft.words}
        error={problems.words}
        onInput={(words) => put({ words })}
      />
      <PhotosPart shots={shots} error={problems.photos} onChange={changeShots} />
    </Page>
  );
};
