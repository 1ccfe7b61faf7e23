import { call } from './phone';
import { Row } from './row';

/** Whom to ask, with a number that is called by a tap. */
export const CallRow = ({ who, phone }: { who: string; phone: string }) => (
  <Row icon="phone" title={`打电话问：${phone}`} onTap={() => call(phone)}>
    {who}
  </Row>
);
