/** Names and roles for screen readers. WeChat reads `aria-role`, a browser `role`; Taro passes either on. */
const roleOf = (role: string) => (process.env.TARO_ENV === 'weapp' ? { ariaRole: role } : { role });

export const named = (role: string, label?: string) => ({ ...roleOf(role), ...(label ? { ariaLabel: label } : {}) });

export const heading = (level: 1 | 2) => ({
  ...roleOf('heading'),
  ...(process.env.TARO_ENV === 'weapp' ? {} : { ariaLevel: String(level) }),
});

export const hidden = process.env.TARO_ENV === 'weapp' ? { ariaHidden: true } : { ariaHidden: 'true' };

/** A tappable thing: also reached by keyboard in a browser. */
export const tappable = (label?: string, role = 'button') => ({
  ...named(role, label),
  ...(process.env.TARO_ENV === 'weapp' ? { hoverClass: 'pressed' } : { tabindex: '0' }),
});

/** A box that is ticked or not, alone or among others. */
export const ticked = (role: 'checkbox' | 'radio', on: boolean, label?: string) => ({
  ...tappable(label, role),
  ariaChecked: process.env.TARO_ENV === 'weapp' ? on : String(on),
});
