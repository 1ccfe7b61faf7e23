import { Refused } from '@niangjia/shared/client';
import { dayOf } from '@niangjia/shared/rules/days';
import { changeReasons, type RequestKind, requestKinds } from '@niangjia/shared/rules/members';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { api, newKey, sentenceOf } from '../api';
import { Answer, Notice } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Choices } from '../ui/choices';
import { Field, Group } from '../ui/field';
import { Page } from '../ui/page';
import { PhoneProof } from '../ui/phone-proof';
import { Sheet } from '../ui/sheet';
import { asks, emptyDraft, type Place, type Problems, problemsIn, problemsOf, sendingOf } from './request-form';

const progress = { word: '看进度', url: '/request/index' };
const ways = {
  REQUEST_OPEN: progress,
  TRANSFER_OPEN: { word: '看转会', url: '/transfer/index' },
  MOVE_NOT_ALLOWED: progress,
  ALREADY_MEMBER: { word: '看会员卡', url: '/card/index' },
  PHONE_MISSING: { word: '绑定手机号', url: '/own-data/phone' },
  NOT_A_MEMBER: { word: '查找工会', url: '/join/search' },
} as const;

/** What it brings, in plain words, above what has to be filled in. */
export const AskPage = ({ kind, title }: { kind: RequestKind; title: string }) => {
  const { lead, effects, places, hint, act, sure } = asks[kind];
  const [draft, setDraft] = useState(emptyDraft);
  const [problems, setProblems] = useState<Problems>({});
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [key, setKey] = useState(newKey);

  const put = (place: Place, value: string) => {
    setDraft((old) => ({ ...old, [place]: value }));
    setProblems((old) => ({ ...old, [place]: undefined }));
    setFailure(undefined);
    setKey(newKey());
  };
  const send = async () => {
    setAsking(false);
    setBusy(true);
    setFailure(undefined);
    const [to, body] = sendingOf(kind, draft);
    try {
      const { id } = await api(to, { body, idempotencyKey: key } as never);
      await Taro.redirectTo({ url: `/request/one?id=${id}` });
    } catch (problem) {
      const at = problem instanceof Refused ? problemsIn(kind, problem.body) : {};
      setProblems(at);
      if (Object.keys(at).length === 0) setFailure(problem);
    } finally {
      setBusy(false);
    }
  };
  const submit = () => {
    const found = problemsOf(kind, draft, dayOf(new Date()));
    setProblems(found);
    if (Object.keys(found).length) return undefined;
    return sure ? setAsking(true) : send();
  };
  const way = failure instanceof Refused && failure.code in ways ? ways[failure.code as keyof typeof ways] : undefined;
  const has = (place: Place) => places.includes(place);
  return (
    <Page
      title={title}
      bar={
        <>
          {failure !== undefined && (
            <Notice tone="needs" act={way && <Word onTap={() => Taro.redirectTo({ url: way.url })}>{way.word}</Word>}>
              {sentenceOf(failure)}
            </Notice>
          )}
          <Big id="submit" busy={busy} onTap={submit}>
            {act}
          </Big>
        </>
      }
    >
      <Answer tone={kind === 'leave' ? 'needs' : 'told'} word={requestKinds[kind].label} title={lead}>
        {effects.map((one) => (
          <View className="second" key={one}>
            {one}
          </View>
        ))}
        <View className="second">{requestKinds[kind].workingDays} 个工作日内答复，过期转上级工会办理。</View>
      </Answer>
      {has('reason') && (
        <Group id="reason" label="原因" error={problems.reason}>
          <Choices
            name="reason"
            label="原因"
            from={changeReasons}
            chosen={draft.reason}
            onChoose={(reason) => put('reason', reason)}
          />
        </Group>
      )}
      {has('phone') && (
        <PhoneProof
          phone={draft.phone}
          code={draft.code}
          phoneError={problems.phone}
          codeError={problems.code}
          onPhone={(phone) => put('phone', phone)}
          onCode={(code) => put('code', code)}
          onWrong={({ phone, code }) =>
            setProblems((old) => ({ ...old, ...{ phone: phone || undefined, code } }) as Problems)
          }
        />
      )}
      {has('name') && (
        <Field
          id="name"
          label={kind === 'name' ? '正确的姓名' : '姓名'}
          value={draft.name}
          error={problems.name}
          onInput={(name) => put('name', name)}
        />
      )}
      {has('idNumber') && (
        <Field
          id="id-number"
          label={kind === 'idNumber' ? '正确的身份证号' : '身份证号'}
          kind="id"
          max={24}
          hint="加密保存，平时只显示前 3 位和后 4 位。"
          value={draft.idNumber}
          error={problems.idNumber}
          onInput={(idNumber) => put('idNumber', idNumber)}
        />
      )}
      <Field
        id="words"
        kind="long"
        label="情况说明"
        hint={hint}
        max={300}
        value={draft.words}
        error={problems.words}
        onInput={(words) => put('words', words)}
      />
      {asking && sure && (
        <Sheet title={`确定${act}？`} onClose={() => setAsking(false)}>
          <View className="second gap">{sure}</View>
          <Big id="confirm" busy={busy} onTap={send}>
            {act}
          </Big>
        </Sheet>
      )}
    </Page>
  );
};
