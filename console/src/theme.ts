/** The values of face.md as antd's theme, light and dark. */
import { type ThemeConfig, theme } from 'antd';
import { useSyncExternalStore } from 'react';

const shape: ThemeConfig['token'] = {
  fontFamily: "system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
  fontSize: 15,
  borderRadius: 8,
  borderRadiusLG: 12,
  borderRadiusSM: 4,
  motionDurationSlow: '0.2s',
};

const light: ThemeConfig['token'] = {
  ...shape,
  colorPrimary: '#C8161D',
  colorText: '#1F2328',
  colorTextHeading: '#1F2328',
  colorTextSecondary: '#57606A',
  colorTextTertiary: '#57606A',
  colorTextDescription: '#57606A',
  colorTextPlaceholder: '#6A737D',
  colorBgLayout: '#F6F7F9',
  colorBgContainer: '#FFFFFF',
  colorBorderSecondary: '#E6E8EB',
  colorSuccess: '#1A7F37',
  colorSuccessBg: '#EAF6EC',
  colorWarning: '#8A5A00',
  colorWarningBg: '#FFF6E0',
  colorError: '#A61B1B',
  colorErrorText: '#A61B1B',
  colorErrorBg: '#FDECEC',
  colorInfo: '#0B57B0',
  colorInfoBg: '#EAF2FD',
  colorLink: '#0B57B0',
  colorLinkHover: '#0B57B0',
};

const dark: ThemeConfig['token'] = {
  ...shape,
  colorPrimary: '#C9302C',
  colorText: '#ECEEF1',
  colorTextHeading: '#ECEEF1',
  colorTextSecondary: '#A9B1BA',
  colorTextTertiary: '#A9B1BA',
  colorTextDescription: '#A9B1BA',
  colorTextPlaceholder: '#8E97A1',
  colorBgBase: '#16181B',
  colorBgLayout: '#16181B',
  colorBgContainer: '#1E2125',
  colorBgElevated: '#1E2125',
  colorBorder: '#4A5058',
  colorBorderSecondary: '#2C3036',
  colorSuccess: '#5CC27A',
  colorSuccessBg: '#1B2A20',
  colorWarning: '#E3B341',
  colorWarningBg: '#2C2617',
  colorError: '#FF8A80',
  colorErrorText: '#FF8A80',
  colorErrorBg: '#331F20',
  colorInfo: '#79B8FF',
  colorInfoBg: '#1A2633',
  colorLink: '#79B8FF',
  colorLinkHover: '#79B8FF',
};

/** A red frame means something is wrong: what is only in use has the colour of what is told. */
function partsOf({ colorInfo, colorInfoBg }: NonNullable<ThemeConfig['token']>): ThemeConfig['components'] {
  const inUse = { activeBorderColor: colorInfo, hoverBorderColor: colorInfo, activeShadow: 'none' };
  return {
    Button: {
      defaultHoverColor: colorInfo,
      defaultHoverBorderColor: colorInfo,
      defaultActiveColor: colorInfo,
      defaultActiveBorderColor: colorInfo,
    },
    Input: inUse,
    InputNumber: inUse,
    Select: { ...inUse, activeOutlineColor: 'transparent', optionSelectedBg: colorInfoBg },
    Table: { rowSelectedBg: colorInfoBg, rowSelectedHoverBg: colorInfoBg },
  };
}

const themes: Record<'light' | 'dark', ThemeConfig> = {
  light: { token: light, components: partsOf(light) },
  // The dark algorithm dims every seed colour; the second step puts the measured values back.
  dark: {
    algorithm: [theme.darkAlgorithm, (_, map) => ({ ...map, ...dark }) as NonNullable<typeof map>],
    token: dark,
    // What cannot be undone has a light ground in the dark: white on it could not be read.
    components: { ...partsOf(dark), Button: { ...partsOf(dark)?.Button, dangerColor: '#16181B' } },
  },
};

const darkWanted = window.matchMedia('(prefers-color-scheme: dark)');

function onChange(listener: () => void): () => void {
  darkWanted.addEventListener('change', listener);
  return () => darkWanted.removeEventListener('change', listener);
}

export const useTheme = (): ThemeConfig =>
  useSyncExternalStore(onChange, () => (darkWanted.matches ? themes.dark : themes.light));
