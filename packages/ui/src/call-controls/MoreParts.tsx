import { Icon } from '../Icon.tsx';

/** The button that a menu opens above. */
export function MoreButton(props: {
  readonly label: string;
  readonly open: boolean;
  readonly onPress: () => void;
}) {
  return (
    <button
      type="button"
      className="pd-control"
      aria-label={props.label}
      title={props.label}
      aria-haspopup="menu"
      aria-expanded={props.open}
      onClick={props.onPress}
    >
      <Icon name="more" />
    </button>
  );
}

export function MoreItem(props: {
  readonly label: string;
  /** It has a button of its own where the row is wide. */
  readonly narrowOnly?: boolean;
  readonly onPick: () => void;
}) {
  return (
    <button
      type="button"
      role="menuitem"
      className="pd-menu-item"
      tabIndex={-1}
      data-narrow-only={props.narrowOnly ?? false}
      onClick={props.onPick}
    >
      {props.label}
    </button>
  );
}
