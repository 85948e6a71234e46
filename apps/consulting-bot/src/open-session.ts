/** Apart, so that only the caller's session is loaded, and only while the form is filled in. */
export { createCallerSession } from '@peerdesk/session';
