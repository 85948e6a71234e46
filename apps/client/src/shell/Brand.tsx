/** The mark and the name. */
export function Brand() {
  return (
    <span className="brand">
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <rect className="brand-ground" width="32" height="32" rx="9" />
        <circle className="brand-solid" cx="11.5" cy="16" r="4.5" />
        <circle className="brand-ring" cx="20.5" cy="16" r="4.5" />
      </svg>
      <span>Peerdesk</span>
    </span>
  );
}
