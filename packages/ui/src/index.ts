export { accentTextOf, onAccentOf } from './accent.ts';
export { CallStage, type CallStageProps } from './CallStage.tsx';
export { ChatAside } from './chat/ChatAside.tsx';
export type { ChatPanelProps } from './chat/ChatPanel.tsx';
export { UnreadMark } from './chat/UnreadMark.tsx';
export { DevicePicker, type DevicePickerProps } from './DevicePicker.tsx';
export { Duration, type DurationProps } from './Duration.tsx';
export { DiagnosticsOffer } from './diagnostics/DiagnosticsOffer.tsx';
export { clockOf } from './duration-text.ts';
export { EffectPicker } from './effects/EffectPicker.tsx';
export { useNow } from './every-second.ts';
export { useFrom } from './from.ts';
export { Icon, type IconName, type IconProps } from './Icon.tsx';
export { keepFresh } from './keep-fresh.ts';
export { LevelMeter, type LevelMeterProps } from './LevelMeter.tsx';
export { useLater } from './later.ts';
export { Preview, type PreviewProps } from './Preview.tsx';
export { RecordingConsent, type RecordingConsentProps } from './RecordingConsent.tsx';
export { RecordingStrip, type RecordingStripProps } from './RecordingStrip.tsx';
export { SelfTestDoor, type SelfTestDoorProps } from './self-test/SelfTestDoor.tsx';
export { TroubleNotice, type TroubleNoticeProps } from './TroubleNotice.tsx';
export {
  type BeforeCallTexts,
  type CallTexts,
  CONSENT_TEXT_VERSION,
  type TroubleWords,
} from './texts/call-texts.ts';
export { VideoTile, type VideoTileProps } from './VideoTile.tsx';
