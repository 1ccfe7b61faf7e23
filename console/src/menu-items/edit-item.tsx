/** An item of the menu is written: a new one, also out of wishes, or the changed terms of one that runs. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import { type MenuGroup, menuGroups } from '@niangjia/shared/rules/orders';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form } from 'antd';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { api, once } from '../api';
import { useMe } from '../me';
import { ActError, problemsOf } from '../ui/act-dialog';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { UnionPick } from '../ui/union-pick';
import { ItemFields } from './item-fields';
import { type Item, type Plan, planOf, useItems } from './use-items';
import './menu-items.css';

interface Answers extends Plan {
  unionId?: string;
}

/** What stands in the address when wishes become an item. */
function useWish() {
  const [search] = useSearchParams();
  const group = search.get('group') ?? '';
  return {
    title: search.get('title') ?? '',
    group: Object.hasOwn(menuGroups, group) ? (group as MenuGroup) : undefined,
    fromOrderIds: (search.get('from') ?? '').split(',').filter(Boolean),
  };
}

function Edit({ item }: { item?: Item }) {
  const wish = useWish();
  const me = useMe();
  const [form] = Form.useForm<Answers>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const keep = useMutation({
    mutationFn: ({ unionId = '', ...plan }: Answers) => {
      const body = { ...plan, prepare: plan.prepare ?? '' };
      return item
        ? api('POST /menu-items/:id', { params: { id: item.id }, body })
        : once('POST /menu-items', { body: { ...body, unionId, fromOrderIds: wish.fromOrderIds } });
    },
    onSuccess: (kept) => {
      for (const key of ['GET /menu-items', 'GET /menu', 'GET /wishes', 'GET /orders', 'GET /orders/:id'])
        void client.invalidateQueries({ queryKey: [key] });
      message.success(item ? '已保存。' : '已上架，基层工会可以点单了。');
      navigate(`/menu-items?id=${kept.id}`);
    },
    onError: (error) => form.setFields(problemsOf(error) as never),
  });
  const post = me.posts.find(({ role }) => ['protection', 'production', 'legal', 'publicity'].includes(role));
  const initial: Partial<Answers> = item
    ? planOf(item)
    : {
        title: wish.title,
        minutes: 90,
        minPeople: 20,
        maxPeople: 80,
        venue: 'onSite',
        poolKm: 0,
        restDays: false,
        ...(wish.group && { group: wish.group }),
        ...(post && { unionId: post.unionId, department: post.role as Plan['department'] }),
      };
  return (
    <div className="case">
      <section className="panel">
        <Form
          form={form}
          name="item"
          layout="vertical"
          requiredMark={false}
          scrollToFirstError
          initialValues={initial}
          onFinish={keep.mutate}
        >
          {!item && (
            <Form.Item name="unionId" label="哪家工会的菜单" rules={[{ required: true, message: '请选择工会。' }]}>
              <UnionPick />
            </Form.Item>
          )}
          <ItemFields />
        </Form>
      </section>
      <aside className="panel decision" aria-label="保存">
        <h2>{item ? '保存后' : '上架后'}</h2>
        <p>
          {item
            ? '已经安排好的时间不变，以后的点单和安排照新的办。'
            : '本级和下级工会马上能在手机和电脑上点这项服务。最早能排到的日子按专家的空闲自动算。'}
        </p>
        {wish.fromOrderIds.length > 0 && (
          <Alert
            id="from-wishes"
            type="info"
            showIcon
            title={`${wish.fromOrderIds.length} 家单位提出过这个愿望`}
            description="上架后他们按提出的先后直接排进队里，不用再点单。"
          />
        )}
        <ActError id="item" error={keep.error} />
        <Button id="item-submit" block size="large" type="primary" loading={keep.isPending} onClick={form.submit}>
          {item ? '保存' : '上架'}
        </Button>
      </aside>
    </div>
  );
}

export function EditItem() {
  const { id } = useParams();
  const query = useItems();
  const item = query.data?.items.find((one) => one.id === id);
  return (
    <>
      <Link id="back" to={id ? `/menu-items?id=${id}` : '/menu-items'} className="back">
        <ArrowLeftOutlined /> 服务菜单
      </Link>
      <Page title={id ? '修改服务项目' : '新增服务项目'}>
        {id && query.isPending && <Loading />}
        {id && query.isError && <Failed error={query.error} retry={() => query.refetch()} />}
        {id && query.data && !item && (
          <Alert type="warning" showIcon title="没有找到这项服务，或不在您的管理范围内。" />
        )}
        {(!id || item) && <Edit key={id ?? 'new'} {...(item && { item })} />}
      </Page>
    </>
  );
}
