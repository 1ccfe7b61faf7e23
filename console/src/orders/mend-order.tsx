/** An order that was returned: mended by its unit and sent in anew. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../api';
import { ActError, problemsOf } from '../ui/act-dialog';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { type Order, useOrder, useSettled } from './use-order';
import { type WishAnswers, WishFields, wishesOf } from './wishes-form';
import './orders.css';

function Mend({ order }: { order: Order }) {
  const [form] = Form.useForm<WishAnswers>();
  const settled = useSettled(order);
  const navigate = useNavigate();
  const send = useMutation({
    mutationFn: (answers: WishAnswers) =>
      api('POST /orders/:id/resubmit', { params: { id: order.id }, body: wishesOf(answers) }),
    onSuccess: (after) => {
      settled('已重新提交，排队的位置没有变。', after);
      navigate(`/orders/${order.id}?view=mine`);
    },
    onError: (error) => form.setFields(problemsOf(error) as never),
  });
  const asked = order.steps.findLast((step) => step.words !== null);
  const { people, placeName, address, latitude, longitude, days, notes, contactName, sharing } = order;
  return (
    <div className="case">
      <section className="panel">
        <Form
          form={form}
          name="mend"
          layout="vertical"
          requiredMark={false}
          scrollToFirstError
          initialValues={{ people, placeName, address, latitude, longitude, days, notes, contactName, sharing }}
          onFinish={send.mutate}
        >
          <WishFields />
        </Form>
      </section>
      <aside className="panel decision" aria-label="提交">
        <h2>{order.title}</h2>
        {asked && <Alert type="warning" showIcon title="退回时写的" description={asked.words} />}
        <p className="second">手机号为了保密没有带出来，请重新填写。</p>
        <ActError id="mend" error={send.error} />
        <Button id="mend-submit" block size="large" type="primary" loading={send.isPending} onClick={form.submit}>
          重新提交
        </Button>
      </aside>
    </div>
  );
}

export function MendOrder() {
  const { id = '' } = useParams();
  const query = useOrder(id);
  return (
    <>
      <Link id="back" to={`/orders/${id}?view=mine`} className="back">
        <ArrowLeftOutlined /> 这张点单
      </Link>
      <Page title="补充点单">
        {query.isPending && <Loading />}
        {query.isError && <Failed error={query.error} retry={() => query.refetch()} />}
        {query.data && <Mend order={query.data} />}
      </Page>
    </>
  );
}
