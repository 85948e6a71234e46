/** The picture of a consultation as it is recorded: the caller large, the consultant in a corner. */
export interface RecordedPicture {
  readonly track: MediaStreamTrack;
  /** Whose picture comes from which stream from now on; where none is, it is dark. */
  show(who: 'caller' | 'consultant', stream: MediaStream | null): void;
  /** Safe to repeat. */
  close(): void;
}

const WIDTH = 640;
const HEIGHT = 480;
const FRAMES_PER_SECOND = 15;
const INSET = { width: WIDTH / 4, height: HEIGHT / 4, margin: 12 };

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The largest box of this shape inside another, in its middle. */
export function fitted(
  { width, height }: { readonly width: number; readonly height: number },
  into: Box,
): Box {
  const scale = Math.min(into.width / width, into.height / height);
  const [w, h] = [width * scale, height * scale];
  return {
    x: into.x + (into.width - w) / 2,
    y: into.y + (into.height - h) / 2,
    width: w,
    height: h,
  };
}

/** A canvas, so that one track lasts however often the pictures on it change. */
export function createRecordedPicture(): RecordedPicture {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext('2d', { alpha: false });
  const videos = { caller: createVideo(), consultant: createVideo() };
  const [track] = canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks();
  if (!context || !track) throw new Error('this browser records no canvas');

  const draw = () => {
    context.fillRect(0, 0, WIDTH, HEIGHT);
    place(videos.caller, { x: 0, y: 0, width: WIDTH, height: HEIGHT });
    const { width, height, margin } = INSET;
    const x = WIDTH - width - margin;
    place(videos.consultant, { x, y: HEIGHT - height - margin, width, height });
  };
  function place(video: HTMLVideoElement, into: Box) {
    if (video.videoWidth === 0) return;
    const box = fitted({ width: video.videoWidth, height: video.videoHeight }, into);
    context?.drawImage(video, box.x, box.y, box.width, box.height);
  }

  // The page's own timers stand almost still while another tab is in front.
  const ticks = new Worker(new URL('./ticks.ts', import.meta.url), { type: 'module' });
  ticks.addEventListener('message', draw);
  ticks.postMessage(1000 / FRAMES_PER_SECOND, { transfer: [] });
  draw();

  return {
    track,
    show(who, stream) {
      const video = videos[who];
      if (video.srcObject === stream) return;
      video.srcObject = stream;
      // Replaced while it starts: the next one plays.
      if (stream) video.play().catch(() => {});
    },
    close() {
      ticks.terminate();
      track.stop();
      videos.caller.srcObject = null;
      videos.consultant.srcObject = null;
    },
  };
}

function createVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  return video;
}
