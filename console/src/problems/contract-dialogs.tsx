/** A contract, the experts who judge it, and the money for it. */
import type { Input as Given } from '@niangjia/shared/contract/index';
import { dayOf } from '@niangjia/shared/rules/days';
import { sayFen } from '@niangjia/shared/rules/vouchers';
import { Checkbox, Form, Input } from 'antd';
import { api } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { MoneyField } from '../ui/money-field';
import { ExpertChoice } from './expert-choice';
import { type DialogProps, type FoundProblem, useDone } from './use-problem';

type Contract = Given<'POST /problems/:id/contract'>['body'];
const filled = (message: string) => [{ required: true, message }];

export function ContractDialog({ problem, close }: DialogProps) {
  const done = useDone(close);
  const today = dayOf(new Date());
  const solvers = problem.experts.filter((one) => one.part === 'solver' && ['asked', 'answered'].includes(one.state));
  return (
    <ActDialog<Contract, FoundProblem>
      id="contract"
      title={`记录合同：${problem.title}`}
      okText="记录"
      initial={{ signedOn: today, expertIds: solvers.map((one) => one.expertId) }}
      tells={<p>照双方签好的合同填写。记录合同的人不能复核它的资助。</p>}
      run={(body) => api('POST /problems/:id/contract', { params: { id: problem.id }, body })}
      done={done('合同已记录。')}
      close={close}
    >
      <Form.Item name="number" label="合同编号" rules={filled('请填写合同编号。')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="parties" label="合同各方" rules={filled('请填写合同各方。')}>
        <Input maxLength={200} placeholder="例：甲方某某机械公司，乙方某某大学" />
      </Form.Item>
      <Form.Item name="expertIds" label="哪些专家参加合同" rules={filled('请选参加合同的专家。')}>
        <Checkbox.Group options={solvers.map((one) => ({ value: one.expertId, label: one.name }))} />
      </Form.Item>
      <Form.Item name="amountFen" label="合同金额" rules={filled('请填写金额。')}>
        <MoneyField />
      </Form.Item>
      <Form.Item name="signedOn" label="签订日期" rules={filled('请选择日期。')}>
        <Input type="date" max={today} />
      </Form.Item>
    </ActDialog>
  );
}

export function ReviewDialog({ problem, close }: DialogProps) {
  const done = useDone(close);
  return (
    <ActDialog<{ expertIds: string[] }, FoundProblem>
      id="review"
      title={`请专家评审：${problem.title}`}
      okText="请他们评审"
      width={680}
      tells={<p>至少两位专家同意，且同意的多于不同意的，才能提请资助。承接过这道难题的专家不在名单里。</p>}
      run={(body) => api('POST /problems/:id/review', { params: { id: problem.id }, body })}
      done={done('已请专家评审。')}
      close={close}
    >
      <Form.Item name="expertIds" label="请谁评审" rules={filled('请至少选一位专家。')}>
        <ExpertChoice problemId={problem.id} part="reviewer" />
      </Form.Item>
    </ActDialog>
  );
}

export function FundDialog({ problem, close }: DialogProps) {
  const done = useDone(close);
  return (
    <ActDialog<{ amountFen: number }, FoundProblem>
      id="fund"
      title={`提请资助：${problem.title}`}
      okText="提请复核"
      tells={
        <p>
          合同 {problem.contract?.number}，{sayFen(problem.contract?.amountFen ?? 0)} 元。
          {problem.opinions.filter((one) => one.yes).length} 位专家同意。财务负责人复核后生效。
        </p>
      }
      run={(body) => api('POST /problems/:id/fund', { params: { id: problem.id }, body })}
      done={done('已提请，等财务负责人复核。')}
      close={close}
    >
      <Form.Item name="amountFen" label="资助金额" rules={filled('请填写金额。')}>
        <MoneyField />
      </Form.Item>
    </ActDialog>
  );
}
