import { Icon, type IconName } from '../Icon.tsx';

export interface ControlButtonProps {
  readonly icon: IconName;
  /** What a press does. */
  readonly label: string;
  /** Drawn as switched off, to be found at a glance. */
  readonly off?: boolean;
  /** Drawn as under way. */
  readonly on?: boolean;
  /** The key that does the same. */
  readonly shortcut?: string;
  /** There is another way to it where the row is narrow. */
  readonly wideOnly?: boolean;
  readonly onPress: () => void;
}

/** A round button of the row under the faces. */
export function ControlButton(props: ControlButtonProps) {
  const { icon, label, off = false, on = false, shortcut, wideOnly = false, onPress } = props;
  return (
    <button
      type="button"
      className="pd-control"
      data-off={off}
      data-on={on}
      data-wide-only={wideOnly}
      aria-label={label}
      aria-keyshortcuts={shortcut}
      title={shortcut ? `${label} (${shortcut})` : label}
      onClick={onPress}
    >
      <Icon name={icon} />
    </button>
  );
}
