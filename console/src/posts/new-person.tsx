import { Form, Input } from 'antd';
import { idNumberRule, nameRule, phoneRule } from '../ui/person-rules';

/** The person for whom an account is made. */
export function NewPerson() {
  const at = (field: string) => ['newAccount', field];
  return (
    <div className="form-grid">
      <Form.Item name={at('name')} label="姓名" rules={[nameRule]}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name={at('account')}
        label="账号名"
        extra="用小写字母开头，可含数字和连字符，如 qz-wang。"
        rules={[
          {
            required: true,
            pattern: /^[a-z][a-z0-9-]{2,39}$/,
            message: '账号用小写字母开头，可含数字和连字符，3 到 40 个字符。',
          },
        ]}
      >
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name={at('idNumber')} label="身份证号" rules={[idNumberRule]}>
        <Input maxLength={18} autoComplete="off" />
      </Form.Item>
      <Form.Item name={at('phone')} label="手机号" rules={[phoneRule]}>
        <Input inputMode="tel" maxLength={20} autoComplete="off" />
      </Form.Item>
    </div>
  );
}
