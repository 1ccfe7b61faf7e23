import { ReloadOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { Component, type ReactNode } from 'react';

/**
 * Catches what breaks while a screen is drawn. The usual cause: the console was updated on the server while this tab
 * was open, and the file of the next screen is no longer there. Loading anew mends that.
 */
export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Alert
        type="warning"
        showIcon
        title="这一页没有打开"
        description="工作台可能刚刚更新过。重新载入后从这里继续。"
        action={
          <Button id="reload" icon={<ReloadOutlined />} onClick={() => window.location.reload()}>
            重新载入
          </Button>
        }
      />
    );
  }
}
