// What only a call needs: fetched while the person waits for one, at the latest when it begins.
import callCss from '@peerdesk/ui/call.css?inline';

export { createCallTools, keptMessages, opened, playTone, shown } from '@peerdesk/call';
export { InCall } from './screens/InCall.tsx';
export { callCss };
