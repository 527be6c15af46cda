// Says, before it happens, that doing nothing signs an officer out, and lets them stay with one button. Without it the
// page says so in words, and what was typed is handed back afterwards.

const box = document.querySelector('[data-idle]');
const MINUTE = 60_000;
const limit = Number(box?.dataset.idle ?? 0) * MINUTE;
const ahead = Math.min(2 * MINUTE, limit / 2);
const others = 'BroadcastChannel' in window ? new BroadcastChannel('putright-idle') : null;
let waiting;

function wait() {
  clearTimeout(waiting);
  if (box.open) box.close();
  waiting = setTimeout(() => box.showModal(), limit - ahead);
}

async function stay() {
  try {
    const answer = await fetch(box.dataset.idleStay, { redirect: 'error' });
    if (!answer.ok) return;
    wait();
    others?.postMessage('here');
  } catch {
    // Signed out already, or no network: the next page says which.
  }
}

if (limit) {
  wait();
  // What is done in another tab counts for this one.
  others?.postMessage('here');
  others?.addEventListener('message', wait);
  box.querySelector('button').addEventListener('click', stay);
  box.addEventListener('cancel', (event) => { event.preventDefault(); stay(); });
}
