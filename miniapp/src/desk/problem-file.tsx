import { Refused } from '@niangjia/shared/client';
import type { Reply } from '@niangjia/shared/contract/index';
import { problemLimits } from '@niangjia/shared/rules/problems';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { mustSignIn, newKey, sentenceOf, staffApi } from '../api';
import { Notice } from '../ui/answer';
import { Big } from '../ui/button';
import { Choices } from '../ui/choices';
import { Field, Group } from '../ui/field';
import { Page } from '../ui/page';
import { type TechnicalField, technicalFields } from '../ui/problem-look';
import { idsOf, type SentFiles, SentPart, sentProblem } from '../ui/sent-part';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { goDeskSignIn } from './go';
import { emptyProblem, type Place, type ProblemDraft, type Problems, problemsOf } from './problem-form';
import { UnionPart } from './union-part';

definePageConfig({ navigationBarTitleText: '提一道难题' });

type Unions = Reply<'GET /union-choices'>['items'];
type Returned = Reply<'GET /problems/:id'>;

const draftOf = (unions: Unions, returned: Returned | undefined): ProblemDraft =>
  returned
    ? {
        unionId: returned.unionId,
        title: returned.title,
        words: returned.words,
        field: returned.field in technicalFields ? (returned.field as TechnicalField) : null,
        contactName: returned.contactName,
        phone: '',
      }
    : { ...emptyProblem, unionId: unions.length === 1 ? (unions[0]?.id ?? '') : '' };

const Form = ({ unions, returned }: { unions: Unions; returned: Returned | undefined }) => {
  const [draft, setDraft] = useState(() => draftOf(unions, returned));
  const [sent, setSent] = useState<SentFiles>([]);
  const [problems, setProblems] = useState<Problems>({});
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [key, setKey] = useState(newKey);
  const put = (place: Place, value: string) => {
    setDraft({ ...draft, [place]: value });
    setProblems({ ...problems, [place]: undefined });
    setFailure(undefined);
    setKey(newKey());
  };
  const submit = async () => {
    const found = problemsOf(draft);
    setProblems(found);
    const many = Object.keys(found).length;
    setFailure(many ? `还有 ${many} 处要改，请看红字。` : sentProblem(sent));
    if (many || sentProblem(sent) || !draft.field) return;
    setBusy(true);
    const { unionId, field, ...rest } = draft;
    const body = { ...rest, field, ...idsOf(sent) };
    try {
      const { id } = returned
        ? await staffApi('POST /problems/:id/refile', { params: { id: returned.id }, body })
        : await staffApi('POST /problems', { body: { ...body, unionId }, idempotencyKey: key });
      if (returned) await Taro.navigateBack();
      else await Taro.redirectTo({ url: `/desk/problem?id=${id}&filed=1` });
    } catch (error) {
      const at = error instanceof Refused ? (error.body.fields ?? []) : [];
      setProblems(Object.fromEntries(at.map((one) => [one.at, one.sentence])));
      setFailure(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <Page
      title={returned ? '补充难题' : '提一道难题'}
      bar={
        <>
          {failure && <Notice tone="needs">{failure}</Notice>}
          <Big id="submit" busy={busy} onTap={submit}>
            {returned ? '重新提交' : '提交难题'}
          </Big>
        </>
      }
    >
      <Notice tone="told">受理部门 3 个工作日内对接劳模工匠和专家，每一步您都看得到。</Notice>
      {!returned && (
        <UnionPart
          unions={unions}
          chosen={draft.unionId}
          error={problems.unionId}
          label="哪家工会提出"
          onChoose={(id) => put('unionId', id)}
        />
      )}
      <Field
        id="title"
        label="难题名称"
        max={problemLimits.title}
        hint="例：数控车床加工端面有振纹"
        value={draft.title}
        error={problems.title}
        onInput={(text) => put('title', text)}
      />
      <Field
        id="words"
        kind="long"
        label="具体情况"
        max={problemLimits.words}
        hint="设备、材料、参数、现象、试过什么。"
        value={draft.words}
        error={problems.words}
        onInput={(text) => put('words', text)}
      />
      <SentPart
        by="staff"
        sent={sent}
        onChange={(change) => {
          setSent(change);
          setKey(newKey());
        }}
      />
      <Group id="field" label="属于哪个领域" error={problems.field}>
        <Choices
          name="field"
          label="属于哪个领域"
          from={technicalFields}
          chosen={draft.field}
          onChoose={(field) => put('field', field)}
        />
      </Group>
      <Field
        id="contact-name"
        label="联系人"
        max={20}
        value={draft.contactName}
        error={problems.contactName}
        onInput={(text) => put('contactName', text)}
      />
      <Field
        id="phone"
        kind="digits"
        label="联系人手机号"
        max={20}
        hint="加密保存，只用来发短信告诉办到哪一步。"
        value={draft.phone}
        error={problems.phone}
        onInput={(text) => put('phone', text)}
      />
    </Page>
  );
};

/** Files a problem for one of my unions, or mends one that was returned. */
export default function ProblemFile() {
  const { id = '' } = useRouter().params;
  const { data, error, again } = useCall(async () => {
    const { items } = await staffApi('GET /union-choices');
    return { unions: items, returned: id ? await staffApi('GET /problems/:id', { params: { id } }) : undefined };
  }, id);
  if (data && !mustSignIn(error)) return <Form {...data} />;
  return (
    <Page title="提一道难题">
      {error ? <Failed error={error} again={again} signIn={goDeskSignIn} /> : <Skeleton rows={6} />}
    </Page>
  );
}
