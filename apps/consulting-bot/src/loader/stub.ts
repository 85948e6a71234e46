/**
 * What a page may put before the script tag to call `Peerdesk` before it is there; the README has
 * the same line. Every call is noted; `on` gives back an unsubscribe that works before and after.
 */
export const STUB =
  'window.Peerdesk||function(p){p.q=[];["open","close","on","identify","hangUp","leaveQueue"].forEach(function(m){p[m]=function(){var c=[m,arguments];p.q&&p.q.push(c);return function(){c[2]?c[2]():c[0]=""}}})}(window.Peerdesk={})';
