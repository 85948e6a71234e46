/** Apart, so that only the room's session is loaded, and only while the form is filled in. */
export { createRoomSession } from '@peerdesk/session';
