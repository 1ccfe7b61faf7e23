/** Filing for a worker while it is filled in: keeping, judging, sending. */
import { Refused } from '@niangjia/shared/client';
import type { Reply } from '@niangjia/shared/contract/index';
import { dayOf } from '@niangjia/shared/rules/days';
import { useState } from 'react';
import { newKey, sentenceOf, staffApi } from '../api';
import { dropFileDraft, keepFileDraft, readFileDraft } from './file-draft';
import { emptyFile, type FileDraft, isBegun, type Place, type Problems, problemsIn, problemsOf } from './file-form';

export function useFile(unions: Reply<'GET /union-choices'>['items']) {
  const only = unions.length === 1 ? (unions[0]?.id ?? '') : '';
  const [draft, setDraft] = useState(() => {
    const kept = readFileDraft();
    return { ...kept, unionId: unions.some(({ id }) => id === kept.unionId) ? kept.unionId : only };
  });
  const [restored] = useState(() => isBegun(draft));
  const [problems, setProblems] = useState<Problems>({});
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [filed, setFiled] = useState<Reply<'POST /applications/file'>>();
  const [key, setKey] = useState(newKey);

  const put = (patch: Partial<FileDraft>, place: Place) => {
    const next = { ...draft, ...patch };
    setDraft(next);
    keepFileDraft(next);
    setProblems((old) => ({ ...old, [place]: undefined }));
    setFailure(undefined);
    setKey(newKey());
  };
  const submit = async () => {
    const found = problemsOf(draft, dayOf(new Date()));
    setProblems(found);
    setFailure(undefined);
    if (Object.keys(found).length) return setFailure(`还有 ${Object.keys(found).length} 处要改，请看红字。`);
    setBusy(true);
    const { phone, occupation, ...rest } = draft;
    const body = {
      ...rest,
      phone: phone.trim() || null,
      occupation: occupation ?? ('OTHER' as const),
      agreed: true as const,
    };
    try {
      setFiled(await staffApi('POST /applications/file', { body, idempotencyKey: key }));
      dropFileDraft();
    } catch (error) {
      const at = error instanceof Refused ? problemsIn(error.body) : {};
      setProblems(at);
      setFailure(Object.keys(at).length ? '没有提交成，请看红字。' : sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  const another = () => {
    setFiled(undefined);
    setDraft({ ...emptyFile, unionId: draft.unionId });
    setKey(newKey());
  };
  return { draft, put, problems, failure, busy, filed, submit, another, restored };
}
