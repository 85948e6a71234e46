// The page's own part, written as any page could: it listens, and opens the panel again.
// It runs before the widget's script, so what it asks for waits in the queue.
window.Peerdesk ??= { q: [] };

listen('open', () => {
  document.body.classList.add('open');
  closed().hidden = true;
});
listen('close', () => {
  document.body.classList.remove('open');
  closed().hidden = false;
  again().focus();
});
// The panel could not be loaded.
listen('error', () => {
  closed().hidden = document.body.classList.contains('open');
});
addEventListener('DOMContentLoaded', () => {
  again().addEventListener('click', () => window.Peerdesk.open());
});

function listen(event, handler) {
  window.Peerdesk.q.push(['on', [event, handler]]);
}

function closed() {
  return document.querySelector('#closed');
}

function again() {
  return document.querySelector('#again');
}
