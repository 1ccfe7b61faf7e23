/** The joining form while it is filled in: keeping, judging, sending, and what comes back. */
import { Refused } from '@niangjia/shared/client';
import { dayOf } from '@niangjia/shared/rules/days';
import type { RefusalCode } from '@niangjia/shared/rules/refusals';
import Taro from '@tarojs/taro';
import { useRef, useState } from 'react';
import { api, mayRetry, mustSignIn, newKey, Offline, sentenceOf } from '../api';
import { personSession } from '../session';
import {
  agreedToAll,
  change,
  type Draft,
  type Place,
  type Problems,
  problemsIn,
  problemsOf,
  sumUp,
} from './apply-form';
import { dropDraft, keepDraft } from './draft';
import { askForMessage } from './message';
import { whyNotHere } from './not-here';
import { proveBySms } from './proof';
import type { Setting } from './setting';
import { showFirst } from './show-first';

function send({ heading, mending }: Setting, { name, idNumber, occupation, agreed, key }: Draft) {
  const idempotencyKey = key ?? newKey();
  const answers = { name, idNumber, occupation: occupation ?? 'OTHER' };
  if (mending)
    return api('POST /applications/:id/resubmit', { params: { id: mending.id }, body: answers, idempotencyKey });
  const consents = Object.entries(agreed).map(([purpose, hash]) => ({ purpose: purpose as keyof typeof agreed, hash }));
  const { unionId = '', codeToken = null } = heading ?? {};
  return api('POST /applications', { body: { unionId, codeToken, ...answers, consents }, idempotencyKey });
}

export function useApply(setting: Setting) {
  const { of, heading, texts } = setting;
  const [draft, setDraft] = useState(setting.draft);
  const [phoneMasked, setPhoneMasked] = useState(setting.phoneMasked);
  const [code, setCode] = useState('');
  const [problems, setProblems] = useState<Problems>({});
  const [failure, setFailure] = useState<unknown>();
  const [failedCode, setFailedCode] = useState<RefusalCode>();
  const [busy, setBusy] = useState(false);

  const [bySms, setBySms] = useState(process.env.TARO_ENV !== 'weapp');
  const asked = useRef(false);

  const phone = phoneMasked ? 'known' : bySms ? 'typed' : 'given';
  const judge = (answers: Draft) => problemsOf(answers, { today: dayOf(new Date()), texts, phone, code });
  const say = (place: Place, sentence: string | undefined) => setProblems((old) => ({ ...old, [place]: sentence }));
  const save = (next: Draft) => {
    setDraft(next);
    keepDraft(of, next, heading);
  };

  const update = (patch: Partial<Omit<Draft, 'key'>>, place: Place) => {
    save(change(draft, patch));
    say(place, undefined);
    setFailure(undefined);
    setFailedCode(undefined);
  };

  /** On leaving a field: judges it alone, and only when something stands there. */
  const check = (place: 'name' | 'idNumber') => {
    if (draft[place]) say(place, judge(draft)[place]);
  };

  /** Nothing about the person leaves the phone before both texts are agreed to. */
  const mayAsk = () => {
    if (agreedToAll(draft, texts)) return true;
    say('consents', judge(draft).consents);
    showFirst({ consents: '·' });
    return false;
  };

  const fail = (error: unknown) => {
    const atFields = error instanceof Refused ? problemsIn(error.body) : {};
    if (mustSignIn(error) && !atFields.code) {
      personSession.forget();
      setPhoneMasked(null);
    }
    setFailedCode(error instanceof Refused ? error.code : undefined);
    setProblems(atFields);
    showFirst(atFields);
    setFailure(Object.keys(atFields).length ? undefined : error);
  };

  const submit = async () => {
    const found = judge(draft);
    setProblems(found);
    setFailure(undefined);
    setFailedCode(undefined);
    if (sumUp(found)) return showFirst(found);
    setBusy(true);
    const answered = asked.current ? undefined : askForMessage(setting.templateId);
    asked.current = true;
    try {
      await answered;
      if (phone === 'typed') setPhoneMasked(await proveBySms(draft.phone, code));
      const keyed = { ...draft, key: draft.key ?? newKey() };
      save(keyed);
      const { id } = await send(setting, keyed);
      dropDraft(of);
      await Taro.redirectTo({ url: `/join/application?id=${id}` });
    } catch (error) {
      fail(error);
    } finally {
      setBusy(false);
    }
  };

  const notHere = setting.mending ? undefined : whyNotHere(failure);
  return {
    draft,
    code,
    setCode,
    problems,
    say,
    update,
    check,
    mayAsk,
    submit,
    busy,
    agreed: agreedToAll(draft, texts),
    phone,
    phoneMasked,
    setPhoneMasked,
    setBySms,
    summary: sumUp(problems),
    failure:
      notHere ?? (failure ? sentenceOf(failure) + (failure instanceof Offline ? '您填的内容都在。' : '') : undefined),
    /** No further try with this union makes sense. */
    notHere: notHere !== undefined,
    failedCode,
    unionId: heading?.unionId ?? setting.mending?.unionId ?? '',
    retry: failure !== undefined && mayRetry(failure),
  };
}

export type Applying = ReturnType<typeof useApply>;
