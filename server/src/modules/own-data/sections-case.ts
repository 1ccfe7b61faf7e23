import {
  changeKinds,
  changeReasons,
  changeSources,
  membershipStates,
  requestKinds,
  requestStates,
  transferStates,
} from '@niangjia/shared/rules/members';
import { applicationStates, occupations, stepWords } from '@niangjia/shared/rules/membership';
import { query } from '../../core/sql';
import { idNumberPlace } from '../membership/entity';
import { givenPlace } from '../membership/request/entity';
import { stepsOf } from '../membership/steps';
import { loadPerson, phoneOf } from '../people/person';
import { idNumberOfPerson } from '../people/proofs';

import { list, type Row, type Section, word, worded } from './section';

export const caseSections: Record<string, Section> = {
  person: {
    title: '本人',
    columns: {
      name: '姓名',
      idNumber: '身份证号',
      phone: '手机号',
      wechat: '微信',
      signedInAt: '首次登录',
      createdAt: '建立',
    },
    rows: async (ask, personId) => {
      const person = await loadPerson(ask, personId);
      const { name, idNumberSealed: sealed, openid, signedInAt, createdAt } = person;
      const idNumber = sealed && (await ask.kit.secrets.open(ask.db, idNumberOfPerson(personId), sealed));
      return [{ name, idNumber, phone: await phoneOf(ask, person), wechat: openid, signedInAt, createdAt }];
    },
  },
  application: {
    title: '入会申请',
    columns: {
      number: '回执号',
      unionName: '工会',
      name: '姓名',
      idNumber: '身份证号',
      occupation: '工种',
      state: '状态',
      codeToken: '入会码',
      submittedAt: '提交',
      dueOn: '最晚',
      decidedOn: '办结',
      filedBy: '代办人',
    },
    rows: async (ask, personId) => {
      const rows = await query<{ id: string; idNumberSealed: string } & Row>(
        ask.db,
        `SELECT a.id, a.number, u.name AS unionName, a.name, a.idNumberSealed, a.occupation, a.state, a.codeToken,
           a.submittedAt, a.dueOn, a.decidedOn, f.name AS filedBy
         FROM application a JOIN trade_union u ON u.id = a.unionId LEFT JOIN staff_account f ON f.id = a.filedBy
         WHERE a.personId = ? ORDER BY a.id`,
        [personId],
      );
      const opened: Row[] = [];
      for (const { id, idNumberSealed, ...row } of rows) {
        const place = idNumberPlace({ id, personId });
        const idNumber = idNumberSealed === '' ? null : await ask.kit.secrets.open(ask.db, place, idNumberSealed);
        opened.push({ ...row, idNumber });
      }
      return worded(Promise.resolve(opened), { state: applicationStates, occupation: occupations });
    },
  },
  application_step: {
    title: '申请的经过',
    columns: { number: '回执号', verb: '事项', at: '时间', by: '办理人', reason: '说明' },
    rows: async (ask, personId) => {
      const sql = 'SELECT id, number FROM application WHERE personId = ? ORDER BY id';
      const applications = await query<{ id: string; number: string }>(ask.db, sql, [personId]);
      const rows: Row[] = [];
      for (const { id, number } of applications)
        for (const step of await stepsOf(ask, id)) rows.push({ number, ...step, verb: word(stepWords, step.verb) });
      return rows;
    },
  },
  membership: {
    title: '会籍',
    columns: {
      number: '会员编号',
      unionName: '工会',
      occupation: '工种',
      joinedOn: '入会',
      state: '状态',
      endedOn: '结束',
      verifiedAt: '首次登录',
    },
    rows: (ask, personId) =>
      worded(
        list(
          `SELECT m.number, u.name AS unionName, m.occupation, m.joinedOn, m.state, m.endedOn, m.verifiedAt
           FROM membership m JOIN trade_union u ON u.id = m.unionId WHERE m.personId = ? ORDER BY m.id`,
        )(ask, personId),
        { state: membershipStates, occupation: occupations },
      ),
  },
  membership_change: {
    title: '会籍变动',
    columns: {
      kind: '变动',
      onDay: '日期',
      unionName: '工会',
      otherUnionName: '另一工会',
      occupation: '工种',
      source: '来源',
      words: '说明',
    },
    rows: (ask, personId) =>
      worded(
        list(
          `SELECT c.kind, c.onDay, u.name AS unionName, o.name AS otherUnionName, c.occupation, c.source, c.words
           FROM membership_change c JOIN trade_union u ON u.id = c.unionId LEFT JOIN trade_union o ON o.id = c.otherUnionId
           WHERE c.personId = ? ORDER BY c.id`,
        )(ask, personId),
        { kind: changeKinds, source: changeSources, occupation: occupations },
      ),
  },
  transfer: {
    title: '转会',
    columns: {
      number: '回执号',
      fromUnion: '转出工会',
      toUnion: '转入工会',
      reason: '原因',
      state: '状态',
      askedAt: '提出',
      closedAt: '办结',
      refusal: '未同意的原因',
    },
    rows: (ask, personId) =>
      worded(
        list(
          `SELECT t.number, f.name AS fromUnion, o.name AS toUnion, t.reason, t.state, t.askedAt, t.closedAt, t.refusal
           FROM transfer t
           LEFT JOIN transfer_side a ON a.transferId = t.id AND a.side = 'from' LEFT JOIN trade_union f ON f.id = a.unionId
           LEFT JOIN transfer_side b ON b.transferId = t.id AND b.side = 'to' LEFT JOIN trade_union o ON o.id = b.unionId
           WHERE t.personId = ? ORDER BY t.id`,
        )(ask, personId),
        { state: transferStates, reason: changeReasons },
      ),
  },
  person_request: {
    title: '请求',
    columns: {
      number: '回执号',
      kind: '请求',
      unionName: '工会',
      state: '状态',
      askedAt: '提出',
      closedAt: '办结',
      reason: '原因',
      given: '填写的内容',
      refusal: '未同意的原因',
    },
    rows: async (ask, personId) => {
      const rows = await query<{ id: string; sealed: string | null } & Row>(
        ask.db,
        `SELECT r.id, r.number, r.kind, u.name AS unionName, r.state, r.askedAt, r.closedAt, r.reason, r.sealed, r.refusal
         FROM person_request r JOIN trade_union u ON u.id = r.unionId WHERE r.personId = ? ORDER BY r.id`,
        [personId],
      );
      const opened: Row[] = [];
      for (const { id, sealed, ...row } of rows) {
        const given = sealed && (await ask.kit.secrets.open(ask.db, givenPlace({ id, personId }), sealed));
        opened.push({ ...row, given });
      }
      return worded(Promise.resolve(opened), { kind: requestKinds, state: requestStates, reason: changeReasons });
    },
  },
};
