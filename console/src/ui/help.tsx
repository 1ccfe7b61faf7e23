import { Modal, Typography } from 'antd';

const keys = [
  [
    '入会审核',
    [
      ['j / k', '下一行 / 上一行'],
      ['s', '选中或取消选中这一行'],
      ['Enter', '打开这一行'],
    ],
  ],
  [
    '一份申请',
    [
      ['j / k', '下一份 / 上一份'],
      ['a', '通过，再按 Enter 确认'],
      ['r', '退回补正'],
      ['x', '不通过'],
      ['Esc', '放下正在写的决定'],
      ['q', '回到列表'],
    ],
  ],
  [
    '双人办理、转会、会员请求、撤销核销',
    [
      ['j / k', '下一件 / 上一件'],
      ['a', '同意'],
      ['r', '不同意'],
      ['q', '回到列表'],
    ],
  ],
  [
    '一张点单',
    [
      ['j / k', '下一张 / 上一张'],
      ['a', '受理，再按 Enter 确认'],
      ['r', '退回补充'],
      ['q', '回到列表'],
    ],
  ],
  ['到处', [['?', '打开这张表']]],
] as const;

export function Help({ open, close }: { open: boolean; close: () => void }) {
  return (
    <Modal open={open} onCancel={close} footer={null} title="快捷键" width={420}>
      {keys.map(([place, rows]) => (
        <section key={place} className="help">
          <h2>{place}</h2>
          <dl>
            {rows.map(([key, words]) => (
              <div key={key}>
                <dt>
                  <Typography.Text keyboard>{key}</Typography.Text>
                </dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
