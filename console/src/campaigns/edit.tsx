/** A campaign is made or changed on one page; beside it, in plain words, what it comes to. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form } from 'antd';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { api, once } from '../api';
import { ActError, problemsOf } from '../ui/act-dialog';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { useStepUp } from '../ui/step-up';
import { Audience } from './audience';
import { bodyOf, copyOf, type Draft, draftOf, newDraft } from './draft';
import { Kinds } from './kinds';
import { Matter, Times, WayItems } from './matter';
import { Summary } from './summary';
import { type Found, useCampaign } from './use-campaign';
import './campaigns.css';

/** Even where it is in view already: the bar on top would cover it. */
const inView = { block: 'center', scrollMode: 'always' } as const;

/** @param id of the draft that is changed; none: a new one */
function Editor({ id, initial }: { id?: string; initial: Draft }) {
  const [form] = Form.useForm<Draft>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const stepUp = useStepUp();
  const save = useMutation({
    mutationFn: (): Promise<Found> => {
      const body = bodyOf(form.getFieldsValue(true) as Draft);
      return stepUp(() =>
        id ? api('POST /campaigns/:id', { params: { id }, body }) : once('POST /campaigns', { body }),
      );
    },
    onSuccess: (campaign) => {
      client.setQueryData(['GET /campaigns/:id', campaign.id], campaign);
      void client.invalidateQueries({ queryKey: ['GET /campaigns'] });
      message.success('草稿已保存。');
      navigate(`/campaigns/${campaign.id}`);
    },
    onError: (error) => {
      // The sum of the three parts has no field of its own.
      const problems = problemsOf(error).map(({ name, errors }) => ({
        name: name.map((part) => (part === 'offFen' ? 'subsidyFen' : part)),
        errors,
      }));
      form.setFields(problems as never);
      const first = problems[0];
      if (first) form.scrollToField(first.name as never, inView);
    },
  });
  return (
    <Form
      form={form}
      name="campaign"
      layout="vertical"
      requiredMark={false}
      scrollToFirstError={inView}
      initialValues={initial}
      onFinish={() => save.mutate()}
    >
      <div className="case">
        <div className="case-facts">
          <Matter whose={id === undefined} />
          <Kinds />
          <Audience />
          <WayItems />
          <Times />
        </div>
        <aside className="panel decision" aria-label="这个活动">
          <Summary />
          <ActError id="campaign" error={save.error} />
          <Button id="campaign-save" block type="primary" size="large" htmlType="submit" loading={save.isPending}>
            保存草稿
          </Button>
          <p className="second">保存后还可以改。提请发布、由财务负责人复核预算后，会员才看得到。</p>
        </aside>
      </div>
    </Form>
  );
}

function Earlier({ id, copy }: { id: string; copy: boolean }) {
  const query = useCampaign(id);
  if (query.isPending) return <Loading />;
  if (!query.data) return <Failed error={query.error} retry={() => query.refetch()} />;
  return copy ? <Editor initial={copyOf(query.data)} /> : <Editor id={id} initial={draftOf(query.data)} />;
}

export function EditCampaign() {
  const { id } = useParams();
  const [search] = useSearchParams();
  const from = search.get('from');
  return (
    <>
      <Link id="back" to={id ? `/campaigns/${id}` : '/campaigns'} className="back">
        <ArrowLeftOutlined /> {id ? '这个活动' : '福利活动'}
      </Link>
      <Page title={id ? '修改活动草稿' : '新建福利活动'}>
        {id || from ? (
          <Earlier key={id ?? from} id={id ?? from ?? ''} copy={id === undefined} />
        ) : (
          <Editor initial={newDraft()} />
        )}
      </Page>
    </>
  );
}
