import {
  ALL_IS_SENT,
  adapt,
  type CameraSize,
  cameraSizeOf,
  planOf,
  renewed,
} from './adaptation.ts';
import { sizeCamera } from './camera-size.ts';
import type { Call } from './contract.ts';
import { judge, QUALITY_TOPIC, readQualityNews, UNJUDGED } from './quality.ts';
import type { Quality, QualityState, SentCamera } from './quality-types.ts';
import { reportOf } from './report.ts';
import { type RawStats, type Sample, sampleOf } from './statistics.ts';
import { createTuning } from './tuning.ts';

/** Often enough to notice within seconds, rarely enough to cost a phone nothing. */
const EVERY_MS = 1500;

/**
 * Measures a call through all its generations, adapts to it what is sent, and exchanges with the
 * other side how it goes.
 *
 * @param camera whose picture it is, to be raised in size once there is room
 * @returns ends it; safe to repeat
 */
export function watchQuality(call: Call, store: Quality['store'], camera: SentCamera): () => void {
  const { line } = call;
  const tune = createTuning();
  let over = false;
  let measured: RTCPeerConnection | null = null;
  let before: readonly RawStats[] | null = null;
  let judgement = UNJUDGED;
  let adaptation = ALL_IS_SENT;
  /** Limits before the first picture would only delay it. */
  let begun = false;
  let size: CameraSize = 'usual';

  const tell = () => line.say(QUALITY_TOPIC, newsOf(store.getState()));

  function apply() {
    if (!measured || !begun) return;
    const { lowData, remoteLowData } = store.getState();
    const plan = planOf(adaptation, lowData || remoteLowData);
    store.setState({ ownPicture: plan.camera ? 'sent' : 'paused' });
    void tune(measured, plan);
  }

  function fitCamera(sample: Sample) {
    const { lowData, remoteLowData } = store.getState();
    size = cameraSizeOf(size, adaptation, sample, lowData || remoteLowData);
    const { track, painted } = camera();
    // Every point of it is painted anew, on a machine that has a call to carry.
    if (track) sizeCamera(track, painted ? 'usual' : size);
  }

  function follow(connection: RTCPeerConnection | null) {
    measured = connection;
    before = null;
    begun = false;
    judgement = UNJUDGED;
    adaptation = renewed(adaptation);
    store.setState({ own: null, sample: null, ownPicture: 'sent' });
  }

  function take(sample: Sample) {
    judgement = judge(judgement, sample);
    const { video } = sample.outgoing;
    begun ||= !video || video.framesPerSecond > 0;
    if (begun) {
      adaptation = adapt(adaptation, sample);
      fitCamera(sample);
    }
    store.setState({ own: judgement.level, sample });
    apply();
  }

  async function measure() {
    const connection = call.store.getState().phase === 'connected' ? call.connection() : null;
    if (connection !== measured) follow(connection);
    const report = connection && (await reportOf(connection));
    if (over || !report || connection !== measured) return;
    const sample = before && sampleOf(before, report);
    if (sample) take(sample);
    if (sample || !before) before = report;
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  async function goOn() {
    await measure();
    if (!over) timer = setTimeout(() => void goOn(), EVERY_MS);
  }

  const releases = [
    line.hear(QUALITY_TOPIC, (body) => {
      const news = readQualityNews(body);
      if (!news) return;
      const { level, picture, lowData } = news;
      store.setState({ remote: level, remotePicture: picture, remoteLowData: lowData });
    }),
    line.store.subscribe(({ open }) => {
      if (open) tell();
      // What the other side wants stays wanted; how it fares is not known for now.
      else store.setState({ remote: null, remotePicture: 'sent' });
    }),
    store.subscribe((state, last) => {
      if (state.lowData !== last.lowData || state.remoteLowData !== last.remoteLowData) apply();
      const news = newsOf(state);
      if (JSON.stringify(news) !== JSON.stringify(newsOf(last))) tell();
    }),
  ];
  if (line.store.getState().open) tell();
  void goOn();

  return () => {
    over = true;
    clearTimeout(timer);
    for (const release of releases.splice(0)) release();
  };
}

const newsOf = ({ own, ownPicture, lowData }: QualityState) => ({
  level: own,
  picture: ownPicture,
  lowData,
});
