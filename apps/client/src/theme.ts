import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

// The colours that are seen come from the tokens below; Mantine wants ten shades to exist.
const accent: MantineColorsTuple = [
  '#eef4ff',
  '#dae6fb',
  '#b1caf5',
  '#86adf0',
  '#6394eb',
  '#4d84e9',
  '#417de9',
  '#326bd0',
  '#1f5fd0',
  '#1351a4',
];

const control = { height: 'var(--pd-touch)' } as const;

export const theme = createTheme({
  colors: { accent },
  primaryColor: 'accent',
  primaryShade: 8,
  fontFamily: 'var(--pd-font)',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '14px', md: '16px', lg: '20px', xl: '28px' },
  radius: { sm: '8px', md: '12px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: {
      defaultProps: { size: 'md' },
      vars: () => ({ root: { '--button-height': control.height } }),
    },
    TextInput: {
      defaultProps: { size: 'md', withAsterisk: false },
      vars: () => ({ wrapper: { '--input-height': control.height } }),
    },
    PasswordInput: {
      defaultProps: { size: 'md', withAsterisk: false },
      vars: () => ({ wrapper: { '--input-height': control.height } }),
    },
    Textarea: { defaultProps: { size: 'md', withAsterisk: false } },
    NativeSelect: {
      defaultProps: { size: 'md' },
      vars: () => ({ wrapper: { '--input-height': control.height } }),
    },
  },
});

// One source for widget and console: Mantine's variables are the tokens of packages/ui.
const tokens = {
  '--mantine-color-body': 'var(--pd-surface)',
  '--mantine-color-text': 'var(--pd-text)',
  '--mantine-color-bright': 'var(--pd-text)',
  '--mantine-color-dimmed': 'var(--pd-text-quiet)',
  '--mantine-color-placeholder': 'var(--pd-text-quiet)',
  '--mantine-color-error': 'var(--pd-warning-text)',
  '--mantine-color-anchor': 'var(--pd-accent-text)',
  '--mantine-color-default': 'var(--pd-surface)',
  '--mantine-color-default-hover': 'var(--pd-surface-raised)',
  '--mantine-color-default-color': 'var(--pd-text)',
  '--mantine-color-default-border': 'var(--pd-line-strong)',
  '--mantine-color-disabled': 'var(--pd-surface-sunken)',
  '--mantine-color-disabled-color': 'var(--pd-text-quiet)',
  '--mantine-color-disabled-border': 'var(--pd-line)',
  '--mantine-primary-color-contrast': 'var(--pd-on-accent)',
  ...Object.fromEntries(
    ['--mantine-primary-color', '--mantine-color-accent'].flatMap((name) => [
      [`${name}-filled`, 'var(--pd-accent)'],
      [`${name}-filled-hover`, 'color-mix(in srgb, var(--pd-accent) 88%, black)'],
      [`${name}-light`, 'color-mix(in srgb, var(--pd-accent-text) 12%, transparent)'],
      [`${name}-light-hover`, 'color-mix(in srgb, var(--pd-accent-text) 16%, transparent)'],
      [`${name}-light-color`, 'var(--pd-accent-text)'],
      [`${name}-outline`, 'var(--pd-accent-text)'],
      [`${name}-text`, 'var(--pd-accent-text)'],
    ]),
  ),
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: tokens,
  dark: tokens,
});
