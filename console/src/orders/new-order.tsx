/** An officer orders for a unit: an item of the menu, or what the menu does not have. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { type MenuGroup, menuGroups } from '@niangjia/shared/rules/orders';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Radio, Segmented, Select } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api, once } from '../api';
import { ActError, problemsOf } from '../ui/act-dialog';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { UnionPick } from '../ui/union-pick';
import { type Item, ItemFacts } from './item-facts';
import { type WishAnswers, WishFields, wishesOf } from './wishes-form';
import './orders.css';

interface Answers extends WishAnswers {
  unionId: string;
  itemId?: string;
  wish?: { title: string; group: MenuGroup };
}

const groups = Object.entries(menuGroups) as [MenuGroup, string][];

function MenuPick({
  items,
  value,
  onChange,
  id,
}: {
  items: Item[];
  id?: string;
  value?: string;
  onChange?: (id: string) => void;
}) {
  return (
    <Select
      {...(id && { id })}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="从菜单里选一项"
      value={value ?? null}
      options={groups.map(([group, label]) => ({
        label,
        options: items.filter((one) => one.group === group).map((one) => ({ value: one.id, label: one.title })),
      }))}
      onChange={(next) => next && onChange?.(next)}
    />
  );
}

function WishFor() {
  return (
    <>
      <Form.Item
        name={['wish', 'title']}
        label="想要什么服务"
        rules={[{ required: true, whitespace: true, min: 2, message: '请至少写 2 个字。' }]}
      >
        <Input maxLength={30} placeholder="例：退休前理财讲座" />
      </Form.Item>
      <Form.Item name={['wish', 'group']} label="属于哪一类" rules={[{ required: true, message: '请选择类别。' }]}>
        <Radio.Group options={groups.map(([value, label]) => ({ value, label }))} />
      </Form.Item>
    </>
  );
}

export function NewOrder() {
  const [kind, setKind] = useState<'menu' | 'wish'>('menu');
  const [form] = Form.useForm<Answers>();
  const itemId = Form.useWatch('itemId', form);
  const menu = useQuery({ queryKey: ['GET /menu'], queryFn: () => api('GET /menu', { query: {} }) });
  const navigate = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const place = useMutation({
    mutationFn: (answers: Answers) =>
      once('POST /orders', {
        body: {
          ...wishesOf(answers),
          unionId: answers.unionId,
          itemId: kind === 'menu' ? (answers.itemId ?? null) : null,
          wish: kind === 'wish' ? (answers.wish ?? null) : null,
        },
      }),
    onSuccess: (order: Reply<'POST /orders'>) => {
      void client.invalidateQueries({ queryKey: ['GET /orders'] });
      message.success('已提交，等部门受理。');
      navigate(`/orders/${order.id}?view=mine`);
    },
    onError: (error) => form.setFields(problemsOf(error) as never),
  });
  const item = kind === 'menu' ? menu.data?.items.find((one) => one.id === itemId) : undefined;
  return (
    <>
      <Link id="back" to="/orders" className="back">
        <ArrowLeftOutlined /> 点单
      </Link>
      <Page title="点一项服务">
        {menu.isPending && <Loading />}
        {menu.isError && <Failed error={menu.error} retry={() => menu.refetch()} />}
        {menu.data && (
          <div className="case">
            <section className="panel">
              <Form
                form={form}
                name="order"
                layout="vertical"
                requiredMark={false}
                scrollToFirstError
                initialValues={{ sharing: false, days: [] }}
                onFinish={place.mutate}
              >
                <Segmented
                  id="order-kind"
                  className="gap"
                  aria-label="点什么"
                  value={kind}
                  options={[
                    { value: 'menu', label: '菜单里的服务' },
                    { value: 'wish', label: '菜单上没有的' },
                  ]}
                  onChange={(next) => setKind(next as typeof kind)}
                />
                {kind === 'menu' ? (
                  <Form.Item name="itemId" label="服务" rules={[{ required: true, message: '请选择服务。' }]}>
                    <MenuPick items={menu.data.items} />
                  </Form.Item>
                ) : (
                  <WishFor />
                )}
                <Form.Item name="unionId" label="给哪家工会" rules={[{ required: true, message: '请选择工会。' }]}>
                  <UnionPick />
                </Form.Item>
                <WishFields />
              </Form>
            </section>
            <aside className="panel decision" aria-label="提交">
              {item ? (
                <ItemFacts item={item} />
              ) : (
                <p>
                  {kind === 'menu'
                    ? '选好服务后，这里显示时长、人数、要准备什么和最早的时间。'
                    : '写下想要的服务。多家单位都要时，工会会找专家做成服务项目，先提出的先安排。'}
                </p>
              )}
              <ActError id="order" error={place.error} />
              <Button
                id="order-submit"
                block
                size="large"
                type="primary"
                loading={place.isPending}
                onClick={form.submit}
              >
                提交点单
              </Button>
            </aside>
          </div>
        )}
      </Page>
    </>
  );
}
