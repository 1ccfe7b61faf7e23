/** What an export holds of consents, looks, messages, photos and the account. */
import { purposes } from '@niangjia/shared/rules/consents';
import { noticeKinds, noticeWays } from '@niangjia/shared/rules/notices';
import { closingStates } from '@niangjia/shared/rules/own-data';
import { query } from '../../core/sql';

import { list, type Row, type Section, worded } from './section';

export const accountSections: Record<string, Section> = {
  consent: {
    title: '同意',
    columns: {
      purpose: '用途',
      state: '状态',
      version: '版本',
      channel: '途径',
      at: '时间',
      textHash: '文本摘要',
      text: '文本',
    },
    rows: (ask, personId) =>
      worded(
        list(
          `SELECT c.purpose, c.state, c.version, c.channel, c.at, c.textHash, t.text
           FROM consent c LEFT JOIN consent_text t ON t.hash = c.textHash WHERE c.personId = ? ORDER BY c.at, c.id`,
        )(ask, personId),
        { purpose: purposes, state: { given: '同意', withdrawn: '撤回' } },
      ),
  },
  look: {
    title: '谁看过我的信息',
    columns: { at: '时间', unionName: '工会', officerName: '工作人员', field: '看了什么', reason: '原因' },
    rows: list(
      `SELECT l.at, u.name AS unionName, a.name AS officerName, l.field, l.reason
       FROM look l JOIN staff_account a ON a.id = l.accountId JOIN trade_union u ON u.id = l.unionId
       WHERE l.personId = ? ORDER BY l.at`,
    ),
  },
  notice: {
    title: '消息',
    columns: { at: '时间', kind: '类别', title: '标题', words: '内容', readAt: '已读', told: '发送途径' },
    rows: (ask, personId) =>
      worded(
        list('SELECT at, kind, title, words, readAt, told FROM notice WHERE personId = ? ORDER BY id')(ask, personId),
        { kind: noticeKinds, told: { ...noticeWays, none: '仅消息列表' } },
      ),
  },
  notice_choice: {
    title: '消息设置',
    columns: { kind: '类别', way: '途径', isOn: '开', at: '时间' },
    rows: (ask, personId) =>
      worded(
        list('SELECT kind, way, isOn, at FROM notice_choice WHERE personId = ? ORDER BY id')(ask, personId).then(
          (rows) => rows.map((row) => ({ ...row, isOn: Number(row.isOn) })),
        ),
        { kind: noticeKinds, way: noticeWays },
      ),
  },
  stored_file: {
    title: '照片',
    columns: { id: '编号', createdAt: '上传', type: '类型', bytes: '字节', width: '宽', height: '高', sha256: '摘要' },
    rows: (ask, personId) =>
      query<Row>(
        ask.db,
        'SELECT id, createdAt, type, bytes, width, height, sha256 FROM stored_file WHERE owner = ? ORDER BY id',
        [`person:${personId}`],
      ),
  },
  attachment: {
    title: '视频和文档',
    columns: { id: '编号', createdAt: '上传', kind: '类型', name: '文件名', bytes: '字节', sha256: '摘要' },
    rows: (ask, personId) =>
      query<Row>(
        ask.db,
        'SELECT id, createdAt, kind, name, bytes, sha256 FROM attachment WHERE owner = ? ORDER BY id',
        [`person:${personId}`],
      ),
  },
  closing: {
    title: '注销',
    columns: { number: '回执号', state: '状态', askedAt: '提出', dueOn: '最晚', doneOn: '办结' },
    rows: (ask, personId) =>
      worded(
        list('SELECT number, state, askedAt, dueOn, doneOn FROM closing WHERE personId = ? ORDER BY id')(ask, personId),
        { state: closingStates },
      ),
  },
  own_export: {
    title: '导出记录',
    columns: { createdAt: '时间', form: '格式', until: '链接到期', fetchedAt: '下载' },
    rows: list('SELECT createdAt, form, until, fetchedAt FROM own_export WHERE personId = ? ORDER BY id'),
  },
  session: {
    title: '登录',
    columns: { createdAt: '登录', usedAt: '最后使用', expiresAt: '到期', endedAt: '退出' },
    rows: list(
      `SELECT createdAt, usedAt, expiresAt, endedAt FROM session WHERE kind = 'person' AND subjectId = ? ORDER BY id`,
    ),
  },
};
