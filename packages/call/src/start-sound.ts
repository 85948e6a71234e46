/** A browser takes up to a second to start its sound, and longer on a busy machine. */
const PATIENCE_MS = 4000;

/**
 * Whether the browser lets this context sound. It does not, and leaves `resume` unanswered, while
 * the person has not touched the page, and in Firefox while there is nothing to play sound on.
 *
 * @see https://www.w3.org/TR/webaudio/#dom-audiocontext-resume
 */
export async function startSound(context: AudioContext): Promise<boolean> {
  const patience = new Promise<void>((resolve) => {
    setTimeout(resolve, PATIENCE_MS);
  });
  // Closed meanwhile: it does not sound either.
  await Promise.race([context.resume().catch(() => {}), patience]);
  return context.state === 'running';
}
