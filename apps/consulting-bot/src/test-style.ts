// Fetched when somebody opens the test.
import testCss from '@peerdesk/ui/self-test.css?inline';

export { testCss };
