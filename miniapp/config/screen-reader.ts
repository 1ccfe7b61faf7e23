/**
 * Taro's WeChat templates know no ARIA attributes: names for screen readers would be dropped. This adds them, in the
 * templates and, since both number the attributes in the same way, on the phone.
 */
import path from 'node:path';
import { components } from './screen-reader-names';

interface Platform {
  runtimePath: string | string[];
  template?: { mergeComponents(context: unknown, patch: object): void };
}
interface Context {
  registerMethod(method: { name: string; fn(platform: Platform): void }): void;
}

export default (context: Context) => {
  context.registerMethod({
    name: 'onSetupClose',
    fn: (platform) => {
      if (!platform.template) return;
      platform.template.mergeComponents(context, components);
      platform.runtimePath = [platform.runtimePath].flat().concat(path.resolve(__dirname, 'screen-reader-runtime.ts'));
    },
  });
};
