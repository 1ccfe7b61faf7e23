/** An event is made or changed on one page; beside it, in plain words, what it comes to. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { api, once } from '../api';
import { ActError, problemsOf } from '../ui/act-dialog';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { Audience, Priority } from './audience';
import { bodyOf, type Draft, draftOf, newDraft } from './draft';
import { Matter, Place, Window } from './matter';
import { SlotsField } from './slots-field';
import { Summary } from './summary';
import { type Found, useEvent } from './use-event';

/** Even where it is in view already: the bar on top would cover it. */
const inView = { block: 'center', scrollMode: 'always' } as const;

/** @param id of the draft that is changed; none: a new one */
function Editor({ id, initial }: { id?: string; initial: Draft }) {
  const [form] = Form.useForm<Draft>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const save = useMutation({
    mutationFn: (): Promise<Found> => {
      const body = bodyOf(form.getFieldsValue(true) as Draft);
      return id ? api('POST /events/:id', { params: { id }, body }) : once('POST /events', { body });
    },
    onSuccess: (event) => {
      client.setQueryData(['GET /events/:id', event.id], event);
      void client.invalidateQueries({ queryKey: ['GET /events'] });
      message.success('草稿已保存。');
      navigate(`/events/${event.id}`);
    },
    onError: (error) => {
      const problems = problemsOf(error);
      form.setFields(problems as never);
      const first = problems[0];
      if (first) form.scrollToField(first.name as never, inView);
    },
  });
  return (
    <Form
      form={form}
      name="event"
      layout="vertical"
      requiredMark={false}
      scrollToFirstError={inView}
      initialValues={initial}
      onFinish={() => save.mutate()}
    >
      <div className="case">
        <div className="case-facts">
          <Matter whose={id === undefined} />
          <Place />
          <SlotsField />
          <Window />
          <Audience />
          <Priority />
        </div>
        <aside className="panel decision" aria-label="这个活动">
          <Summary />
          <ActError id="event" error={save.error} />
          <Button id="event-save" block type="primary" size="large" htmlType="submit" loading={save.isPending}>
            保存草稿
          </Button>
          <p className="second">保存后还可以改。发布后会员才看得到，名额和时间可以按场次调整。</p>
        </aside>
      </div>
    </Form>
  );
}

function Earlier({ id }: { id: string }) {
  const query = useEvent(id);
  if (query.isPending) return <Loading />;
  if (!query.data) return <Failed error={query.error} retry={() => query.refetch()} />;
  return <Editor id={id} initial={draftOf(query.data)} />;
}

export function EditEvent() {
  const { id } = useParams();
  return (
    <>
      <Link id="back" to={id ? `/events/${id}` : '/events'} className="back">
        <ArrowLeftOutlined /> {id ? '这个活动' : '预约活动'}
      </Link>
      <Page title={id ? '修改活动草稿' : '新建预约活动'}>
        {id ? <Earlier key={id} id={id} /> : <Editor initial={newDraft()} />}
      </Page>
    </>
  );
}
