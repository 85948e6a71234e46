// What only a call needs: fetched while the person waits for one, at the latest when it begins.
export { createCallTools, playTone } from '@peerdesk/call';
export { InCall } from './screens/InCall.tsx';
