/** How long a return to one's place waits for the camera: the place is kept for longer than that. */
const RESUME_MEDIA_MS = 8000;

/** Whatever comes first: the browser's answer, or the time a place can wait for it. */
export async function settled(opening: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, RESUME_MEDIA_MS);
  });
  await Promise.race([opening, enough]);
  clearTimeout(timer);
}
